package org.yizhan.cases.intake;

import static org.yizhan.cases.row.Columns.required;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Resident;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Lets a resident go on at a booth with what was begun at one: a meeting that broke off, a correction. Whoever knows
/// name and number of the resident finds the case, as whoever knows them may open one.
@Component
class Reopening {

    private static final int MOST = 20;

    private final DatabaseClient database;
    private final Docket docket;
    private final Confidential confidential;
    private final CaseSettings settings;

    Reopening(DatabaseClient database, Docket docket, Confidential confidential, CaseSettings settings) {
        this.database = database;
        this.docket = docket;
        this.confidential = confidential;
        this.settings = settings;
    }

    /// The resident's cases at this station that came in at a booth and wait for something that is done there.
    Flux<CaseFile> unfinished(Actor booth, String name, String idNumber) {
        var number = IdNumber.read(idNumber).map(IdNumber::value).orElse(null);
        if (number == null) {
            return Flux.empty();
        }
        return database.sql("""
                        SELECT id FROM cases.case_file
                        WHERE id_index = :index AND resident_name = :name AND channel = 'booth'
                            AND state IN ('draft', 'joint', 'returned') AND scope <@ CAST(:station AS ltree)
                        ORDER BY opened_at DESC LIMIT :most
                        """)
                .bind("index", confidential.index(Resident.ID_NUMBER, number))
                .bind("name", name.strip())
                .bind("station", booth.station().value())
                .bind("most", MOST)
                .map(row -> new CaseId(required(row, "id", UUID.class)))
                .all()
                .collectList()
                .flatMapIterable(List::copyOf)
                .concatMap(docket::find);
    }

    /// The case belongs to this booth for a new sitting, in the caller's transaction. No other booth sees it any more.
    Mono<CaseFile> reopen(Actor booth, CaseId id, String name, String idNumber) {
        return unfinished(booth, name, idNumber)
                .filter(f -> f.id().equals(id))
                .next()
                .flatMap(f -> docket.lockAny(f.id()))
                .switchIfEmpty(CaseProblems.refuse(CaseProblems.NOT_FOUND))
                .flatMap(f -> docket.write(
                        f.sitting(new CaseFile.Sitting(
                                booth.subject(), docket.now().plus(settings.sittingLimit()))),
                        Deed.of(booth, "sitting-reopen", f)
                                .quietly()
                                .announcing((c, at) -> new Event.CaseChanged(c.id(), null, c.version(), at))));
    }
}
