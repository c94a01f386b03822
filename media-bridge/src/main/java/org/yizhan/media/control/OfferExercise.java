package org.yizhan.media.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.yizhan.protocol.bridge.MediaBridge;
import org.yizhan.protocol.bridge.Offer;
import org.yizhan.protocol.id.MemberId;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Answers a browser's offer some times before anybody makes one, and lets the connection go again. The first answer of
/// a process takes six times as long as any later one, and it is needed most when a meeting comes from a bridge that
/// was lost.
class OfferExercise implements AutoCloseable {

    static final int ANSWERS = 20;

    /// Between two, so that who connects meanwhile does not wait.
    private static final Duration REST = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(OfferExercise.class);

    private final MediaBridge bridge;
    private final Disposable.Swap running = Disposables.swap();

    OfferExercise(MediaBridge bridge) {
        this.bridge = bridge;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        running.update(run().subscribe(
                        done -> LOG.debug("answered {} offers of our own", done),
                        failure -> LOG.warn("an offer of our own was not answered: {}", failure.toString())));
    }

    /// With the context: what is not answered by then is not answered.
    @Override
    public void close() {
        running.dispose();
    }

    /// @return how many were answered
    Mono<Long> run() {
        Offer offer = new Offer(chromiums());
        return Flux.range(0, ANSWERS)
                .delayElements(REST)
                .concatMap(_ -> {
                    MemberId nobody = MemberId.random();
                    return bridge.connect(nobody, offer)
                            .flatMap(answer -> bridge.disconnect(nobody).thenReturn(answer));
                })
                .count();
    }

    /// As a page of ours made it in Chromium.
    private static String chromiums() {
        try {
            return new ClassPathResource("exercise/offer.sdp").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
