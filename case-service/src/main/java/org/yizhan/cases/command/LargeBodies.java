package org.yizhan.cases.command;

import java.util.concurrent.Semaphore;
import java.util.function.Function;
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

    /// All of them together, in KB: six papers of the largest size, or sixty as a document camera makes them. Each is
    /// held
    /// twice for a moment, in a heap of 512 MB.
    private static final int ALL_KB = 64 * 1024;

    private final Semaphore room = new Semaphore(ALL_KB);

    LargeBodies() {}

    /// Reads the body and hands it to `work`; refuses with `too-large` or, when there is no room at the moment, `busy`.
    public <T> Mono<T> read(ServerHttpRequest request, int most, Function<byte[], Mono<T>> work) {
        var told = request.getHeaders().getContentLength();
        if (told > most) {
            return Mono.error(() -> new ProblemException(Problems.TOO_LARGE));
        }
        var kilobytes = (int) ((told < 0 ? most : told) / 1024) + 1;
        return Mono.using(
                () -> take(kilobytes),
                _ -> DataBufferUtils.join(request.getBody(), most)
                        .map(LargeBodies::bytes)
                        .defaultIfEmpty(new byte[0])
                        .flatMap(work),
                room::release);
    }

    private int take(int kilobytes) {
        if (!room.tryAcquire(kilobytes)) {
            throw new ProblemException(Problems.BUSY);
        }
        return kilobytes;
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
