package org.yizhan.cases.meeting;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Lets a booth forget: after the idle wipe it sees nothing of the case any more. Safe to repeat: a case that the booth
/// no
/// longer sees is simply not there.
@RestController
class SittingController {

    private final Docket docket;
    private final Commands commands;

    SittingController(Docket docket, Commands commands) {
        this.docket = docket;
        this.commands = commands;
    }

    @PostMapping("/api/cases/{id}/sitting/end")
    Mono<ResponseEntity<byte[]>> end(@PathVariable("id") CaseId id) {
        return CurrentActor.get(Role.TERMINAL).flatMap(actor -> commands.inTransaction(end(actor, id)));
    }

    private Mono<Answer> end(Actor actor, CaseId id) {
        return docket.lock(id, actor)
                .flatMap(file -> docket.write(
                        file.sitting(docket.now()),
                        Deed.of(actor, "sitting-end", file).quietly()))
                .thenReturn(Answer.ok(Map.of("ended", true)));
    }
}
