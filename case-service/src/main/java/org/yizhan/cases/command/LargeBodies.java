package org.yizhan.cases.command;

import java.util.concurrent.Semaphore;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import reactor.core.publisher.Mono;

/// Takes bodies that are larger than the 256 KB which every other handler takes: papers and signatures. Each has a
/// limit,
/// and only so many are in memory at once.
@Component
public class LargeBodies {

    /// At 10 MB each, held twice while they are stored: no more than 320 MB.
    private static final int AT_ONCE = 16;

    private final Semaphore places = new Semaphore(AT_ONCE);

    LargeBodies() {}

    /// Reads the body and hands it to `work`; refuses with `too-large` or, when too many come at once, with `busy`.
    public <T> Mono<T> read(ServerHttpRequest request, int most, java.util.function.Function<byte[], Mono<T>> work) {
        if (request.getHeaders().getContentLength() > most) {
            return Mono.error(() -> new ProblemException(Problems.TOO_LARGE));
        }
        return Mono.using(
                this::place,
                _ -> DataBufferUtils.join(request.getBody(), most)
                        .map(LargeBodies::bytes)
                        .defaultIfEmpty(new byte[0])
                        .flatMap(work),
                Semaphore::release);
    }

    private Semaphore place() {
        if (!places.tryAcquire()) {
            throw new ProblemException(Problems.BUSY);
        }
        return places;
    }

    private static byte[] bytes(DataBuffer buffer) {
        try {
            var bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
