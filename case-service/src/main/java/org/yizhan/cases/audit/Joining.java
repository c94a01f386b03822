package org.yizhan.cases.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.springframework.stereotype.Component;
import org.yizhan.cases.settings.DataFolder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/// Makes a head every second in which a case changed, and tells the witness file `audit/heads.ndjson`
/// of the data folder, to which lines are only added. Whoever copies that file elsewhere has what the
/// database cannot take back.
@Component
class Joining {

    /// Rounds of a second each.
    private static final int SWEEP_EVERY = 3_600;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Heads heads;
    private final Path witness;
    private volatile long last = -1;
    private long rounds;

    Joining(Heads heads, DataFolder data) {
        this.heads = heads;
        this.witness = data.audit().resolve("heads.ndjson");
    }

    /// Joins what changed lately; the first time and now and then whatever is not joined yet, however old.
    Mono<Void> round() {
        var joining =
                rounds++ % SWEEP_EVERY == 0 ? heads.joinAll() : heads.join().then();
        return joining.then(Mono.defer(this::tell));
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
}
