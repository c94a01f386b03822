package org.yizhan.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A configuration of Janus on the loopback alone, with nothing that a videoroom does not need. Written here rather
/// than
/// taken from the package, so that a changed file there changes no figure.
final class JanusSettings {

    private JanusSettings() {}

    static void write(Path folder, int port, int loops) throws IOException {
        Files.createDirectories(folder.resolve("rec"));
        Files.writeString(
                folder.resolve("janus.jcfg"), """
                general: {
                  configs_folder = "%1$s"
                  plugins_folder = "/usr/lib/x86_64-linux-gnu/janus/plugins"
                  transports_folder = "/usr/lib/x86_64-linux-gnu/janus/transports"
                  events_folder = "%1$s"
                  loggers_folder = "%1$s"
                  debug_level = 2
                  %2$s
                }
                media: { rtp_port_range = "20000-32000" }
                nat: { ice_lite = true, full_trickle = false, ice_enforce_list = "127.0.0.1" }
                plugins: { disable = "%3$s" }
                transports: { disable = "libjanus_websockets.so,libjanus_pfunix.so,libjanus_mqtt.so,libjanus_nanomsg.so" }
                """.formatted(folder, loops > 0 ? "event_loops = " + loops : "", OTHERS));
        Files.writeString(folder.resolve("janus.transport.http.jcfg"), """
                general: { json = "compact", base_path = "/janus", http = true, port = %d, ip = "127.0.0.1", https = false }
                admin: { admin_http = false, admin_https = false }
                """.formatted(port));
        Files.writeString(folder.resolve("janus.plugin.videoroom.jcfg"), "general: {}\n");
    }

    private static final String OTHERS = "libjanus_audiobridge.so,libjanus_duktape.so,libjanus_echotest.so,"
            + "libjanus_lua.so,libjanus_nosip.so,libjanus_recordplay.so,libjanus_sip.so,libjanus_streaming.so,"
            + "libjanus_textroom.so,libjanus_videocall.so,libjanus_voicemail.so";
}
