package org.yizhan.cases.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yizhan.cases.settings.DataFolder;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/// Makes a head every second in which a case changed, and tells the witness file `audit/heads.ndjson`
/// of the data folder, to which lines are only added. Whoever copies that file elsewhere has what the
/// database cannot take back.
@Component
class Joining implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Joining.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SWEEP = Duration.ofHours(1);

    private final Heads heads;
    private final Path witness;
    private volatile Disposable work = () -> {};
    private volatile boolean running;
    private volatile long last = -1;

    Joining(Heads heads, DataFolder data) {
        this.heads = heads;
        this.witness = data.audit().resolve("heads.ndjson");
    }

    @Override
    public void start() {
        running = true;
        var seconds = Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> safely(heads.join().then()), 1);
        var sweeps = Flux.interval(SWEEP).onBackpressureDrop().concatMap(_ -> safely(heads.joinAll()), 1);
        work = safely(heads.joinAll()).thenMany(Flux.merge(seconds, sweeps)).subscribe();
    }

    private Mono<Void> safely(Mono<Void> joining) {
        return joining.then(Mono.defer(this::tell)).onErrorResume(e -> {
            LOG.warn("audit heads could not be joined; trying again", e);
            return Mono.empty();
        });
    }

    /// Adds the heads that the file does not have, whichever process made them.
    private Mono<Void> tell() {
        return Mono.fromCallable(this::told)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapMany(heads::after)
                .map(AuditHead::json)
                .collectList()
                .filter(lines -> !lines.isEmpty())
                .flatMap(lines -> Mono.fromCallable(() -> append(lines)).subscribeOn(Schedulers.boundedElastic()))
                .then();
    }

    /// Position of the file's last line; 0 for none.
    private long told() throws IOException {
        if (last < 0) {
            last = 0;
            if (Files.exists(witness)) {
                try (var lines = Files.lines(witness)) {
                    lines.reduce((_, line) -> line).ifPresent(line -> last = position(line));
                }
            }
        }
        return last;
    }

    private static long position(String line) {
        return JSON.readTree(line).path("position").asLong();
    }

    private long append(List<String> lines) throws IOException {
        Files.createDirectories(witness.toAbsolutePath().getParent());
        Files.write(witness, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        last = position(lines.getLast());
        return last;
    }

    @Override
    public void stop() {
        work.dispose();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
