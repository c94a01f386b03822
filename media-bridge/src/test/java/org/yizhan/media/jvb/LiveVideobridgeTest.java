package org.yizhan.media.jvb;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.id.MemberId;

/// The engine with a real videobridge.
@EnabledIfEnvironmentVariable(named = "JVB_URL", matches = "http.+")
class LiveVideobridgeTest {

    @Test
    void aMemberIsAnswered() throws Exception {
        JvbEngine engine = new JvbEngine(
                new MediaLoop(),
                List.of(URI.create(System.getenv("JVB_URL"))),
                new Refusals(),
                new NotingRecorder(),
                (_, _) -> {},
                () -> "run",
                Instant.now());
        try (TestBrowser page = new TestBrowser(1, 0)) {
            String answer = engine.connect(MemberId.random(), OfferParser.parse(page.offer()))
                    .get(20, TimeUnit.SECONDS);
            assertThat(answer).contains("a=candidate");
            System.out.println(answer);
        } finally {
            engine.close();
        }
    }
}
