package org.yizhan.cases.org;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes stations, people and shifts from a CSV file, in the caller's transaction. Each row has a result of its own; a
/// bad one does not keep the good ones out. The same file again changes nothing but the roster's shifts.
@Component
class Importing {

    static final int MOST_ROWS = 5_000;

    private static final Map<String, List<String>> HEADS = Map.of(
            "stations", List.of("path", "kind", "name", "nameEn"),
            "people", List.of("subject", "name", "station", "roles", "active"),
            "duty", List.of("station", "subject", "from", "until"));

    private final StationWrites stations;
    private final Appointing appointing;
    private final CaseSettings settings;

    Importing(StationWrites stations, Appointing appointing, CaseSettings settings) {
        this.stations = stations;
        this.appointing = appointing;
        this.settings = settings;
    }

    /// What became of one row.
    ///
    /// @param code why not; null when it was taken
    record Result(
            int line,
            boolean ok,
            @Nullable String code,
            @Nullable String zh,
            @Nullable String en) {}

    record Report(int taken, int refused, List<Result> rows) {}

    /// @param what `stations`, `people` or `duty`
    Mono<Report> take(Actor actor, String what, String text) {
        var rows = rows(what, text);
        return Flux.fromIterable(rows)
                .concatMap(row -> Mono.defer(() -> one(actor, what, row))
                        .thenReturn(new Result(row.line(), true, null, null, null))
                        .onErrorResume(ProblemException.class, e -> Mono.just(refused(row, e.problem()))))
                .collectList()
                .map(all -> {
                    var taken = (int) all.stream().filter(Result::ok).count();
                    return new Report(taken, all.size() - taken, all);
                });
    }

    private static Result refused(Csv.Row row, Problem why) {
        return new Result(row.line(), false, why.code(), why.zh(), why.en());
    }

    private static List<Csv.Row> rows(String what, String text) {
        var head = HEADS.get(what);
        List<Csv.Row> rows;
        try {
            rows = Csv.read(text);
        } catch (IllegalArgumentException _) {
            throw OrgProblems.refused(OrgProblems.CSV);
        }
        if (head == null || rows.isEmpty() || !rows.getFirst().fields().equals(head)) {
            throw OrgProblems.refused(OrgProblems.CSV);
        }
        if (rows.size() > MOST_ROWS + 1) {
            throw OrgProblems.refused(OrgProblems.CSV_LARGE);
        }
        return rows.subList(1, rows.size());
    }

    private Mono<Void> one(Actor actor, String what, Csv.Row row) {
        var fields = row.fields();
        var head = HEADS.getOrDefault(what, List.of());
        if (fields.size() != head.size()) {
            return OrgProblems.refuse(OrgProblems.ROW);
        }
        return switch (what) {
            case "stations" ->
                stations.put(actor, fields.get(0), fields.get(1), fields.get(2), fields.get(3))
                        .then();
            case "people" ->
                appointing
                        .person(
                                actor,
                                fields.get(0),
                                fields.get(1),
                                fields.get(2),
                                List.of(fields.get(3).split(";", -1)),
                                !fields.get(4).equals("false"))
                        .then();
            default ->
                appointing
                        .shift(actor, fields.get(0), fields.get(1), local(fields.get(2)), local(fields.get(3)))
                        .then();
        };
    }

    /// `2026-11-21T18:00`, at the bureau.
    private Instant local(String text) {
        try {
            return LocalDateTime.parse(text).atZone(settings.zone()).toInstant();
        } catch (DateTimeException _) {
            throw OrgProblems.refused(OrgProblems.DATES);
        }
    }
}
