package org.yizhan.media.playback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.yizhan.media.recording.KeyMissing;
import org.yizhan.media.recording.SourceContent;
import org.yizhan.media.recording.store.StoreRefusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Sends a source's file, or a film, or the part of it that a player asks for.
@Component
public class SourceFiles {

    private static final int CHUNK = 64 << 10;

    /// Opens a source; called where blocking is allowed.
    public interface Opening {
        SourceContent open() throws IOException;
    }

    public Mono<Void> send(
            Opening opening, String contentType, ServerHttpRequest request, ServerHttpResponse response) {
        return Mono.usingWhen(
                        Mono.fromCallable(opening::open)
                                .onErrorMap(KeyMissing.class, _ -> PlaybackProblem.as(PlaybackProblem.KEY_MISSING))
                                .onErrorMap(StoreRefusal.class, _ -> PlaybackProblem.as(PlaybackProblem.STORE_AWAY))
                                .onErrorMap(IOException.class, _ -> PlaybackProblem.as(PlaybackProblem.NO_SOURCE))
                                .subscribeOn(Schedulers.boundedElastic()),
                        content -> send(content, content.length(), contentType, request, response),
                        content -> Mono.fromRunnable(() -> close(content)))
                .then();
    }

    private static Mono<Void> send(
            SourceContent content,
            long length,
            String contentType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        headers.setCacheControl("no-store");
        headers.setContentType(MediaType.valueOf(contentType));
        return switch (ByteRange.of(request.getHeaders().getFirst(HttpHeaders.RANGE), length)) {
            case ByteRange.Whole _ -> {
                headers.setContentLength(length);
                yield response.writeWith(read(content, 0, length, response));
            }
            case ByteRange.Part part -> {
                response.setStatusCode(HttpStatus.PARTIAL_CONTENT);
                headers.set(HttpHeaders.CONTENT_RANGE, "bytes " + part.from() + "-" + part.to() + "/" + length);
                headers.setContentLength(part.length());
                yield response.writeWith(read(content, part.from(), part.length(), response));
            }
            case ByteRange.Beyond _ -> {
                response.setStatusCode(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
                headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
                headers.setContentLength(0);
                yield response.setComplete();
            }
        };
    }

    /// Reads and decrypts as the browser takes it, on a thread that may wait for the disk.
    private static Flux<DataBuffer> read(SourceContent content, long from, long count, ServerHttpResponse response) {
        return Flux.<DataBuffer, Long>generate(() -> from, (at, sink) -> {
                    if (at >= from + count) {
                        sink.complete();
                        return at;
                    }
                    byte[] chunk = new byte[(int) Math.min(CHUNK, from + count - at)];
                    int read = next(content, at, chunk);
                    sink.next(response.bufferFactory().wrap(read == chunk.length ? chunk : Arrays.copyOf(chunk, read)));
                    return at + read;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static int next(SourceContent content, long at, byte[] chunk) {
        try {
            int read = content.read(at, ByteBuffer.wrap(chunk));
            if (read == 0) {
                throw new IOException("the file ends before it should");
            }
            return read;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void close(SourceContent content) {
        try {
            content.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
