package org.yizhan.media.playback;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Sends a source's file, or the part of it that a player asks for.
@Component
class SourceFiles {

    private static final int CHUNK = 64 << 10;

    Mono<Void> send(Path file, boolean sound, ServerHttpRequest request, ServerHttpResponse response) {
        return Mono.fromCallable(() -> Files.size(file))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(IOException.class, _ -> PlaybackProblem.as(PlaybackProblem.NO_SOURCE))
                .flatMap(length -> send(file, length, sound, request, response));
    }

    private static Mono<Void> send(
            Path file, long length, boolean sound, ServerHttpRequest request, ServerHttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        headers.setCacheControl("no-store");
        headers.setContentType(MediaType.valueOf(sound ? "audio/webm" : "video/webm"));
        return switch (ByteRange.of(request.getHeaders().getFirst(HttpHeaders.RANGE), length)) {
            case ByteRange.Whole _ -> {
                headers.setContentLength(length);
                yield response.writeWith(read(file, 0, length, response));
            }
            case ByteRange.Part part -> {
                response.setStatusCode(HttpStatus.PARTIAL_CONTENT);
                headers.set(HttpHeaders.CONTENT_RANGE, "bytes " + part.from() + "-" + part.to() + "/" + length);
                headers.setContentLength(part.length());
                yield response.writeWith(read(file, part.from(), part.length(), response));
            }
            case ByteRange.Beyond _ -> {
                response.setStatusCode(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
                headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
                headers.setContentLength(0);
                yield response.setComplete();
            }
        };
    }

    /// A file that is still written may be longer by now: no more than was promised is sent.
    private static Flux<DataBuffer> read(Path file, long from, long count, ServerHttpResponse response) {
        Flux<DataBuffer> bytes = DataBufferUtils.readAsynchronousFileChannel(
                () -> AsynchronousFileChannel.open(file, StandardOpenOption.READ),
                from,
                response.bufferFactory(),
                CHUNK);
        return DataBufferUtils.takeUntilByteCount(bytes, count);
    }
}
