package org.yizhan.app.remote;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.yizhan.app.launch.Part;
import org.yizhan.app.launch.Refusal;
import org.yizhan.app.launch.Role;
import org.yizhan.platform.security.PartSecret;
import org.yizhan.protocol.bridge.MediaBridge;
import org.yizhan.protocol.bridge.MediaBridges;
import reactor.netty.http.client.HttpClient;

/// Gives each interface of a part that runs elsewhere a client, so that callers inject the interface and
/// never know. Addresses are `yizhan.parts.<part>.url`, further media bridges say theirs;
/// `yizhan.parts.secret` tells the other part that a part is asking.
public final class RemoteParts implements ApplicationContextInitializer<GenericApplicationContext> {

    private static final int CONNECT_MILLIS = 2_000;

    /// Connecting a member runs a DTLS set-up but no handshake; anything slower is a part in trouble.
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Role role;

    public RemoteParts(Role role) {
        this.role = role;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        for (var part : Part.values()) {
            if (!role.parts().contains(part)) {
                register(context, part, part.face());
            }
        }
    }

    private static <T> void register(GenericApplicationContext context, Part part, Class<T> face) {
        var url = required(context, "yizhan.parts." + part.text() + ".url");
        var secret = required(context, "yizhan.parts.secret");
        context.registerBean(face, () -> client(context, url, secret, face));
        if (part == Part.MEDIA_BRIDGE) {
            context.registerBean(
                    MediaBridges.class, () -> bridge -> client(context, bridge, secret, MediaBridge.class));
        }
    }

    private static <T> T client(GenericApplicationContext context, String url, String secret, Class<T> face) {
        var http = HttpClient.create()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .responseTimeout(ANSWER);
        var web = WebClient.builder()
                .baseUrl(url)
                .defaultHeader(PartSecret.HEADER, secret)
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> context.getBeanProvider(CodecCustomizer.class)
                        .orderedStream()
                        .forEach(customizer -> customizer.customize(codecs)))
                .build();
        return HttpServiceProxyFactory.builderFor(WebClientAdapter.create(web))
                .build()
                .createClient(face);
    }

    private static String required(GenericApplicationContext context, String name) {
        var value = context.getEnvironment().getProperty(name);
        if (value == null || value.isBlank()) {
            throw new Refusal(
                    Refusal.Reason.OPTION,
                    "这个角色需要设置 " + name + "（部署在其他进程的部分）。",
                    "This role needs the setting " + name + " for the parts that run in other processes.");
        }
        return value;
    }
}
