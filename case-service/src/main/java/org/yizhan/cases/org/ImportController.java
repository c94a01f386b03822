package org.yizhan.cases.org;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Takes CSV files of the organisation.
@RestController
class ImportController {

    private final Importing importing;
    private final Commands commands;
    private final Organisation organisation;

    ImportController(Importing importing, Commands commands, Organisation organisation) {
        this.importing = importing;
        this.commands = commands;
        this.organisation = organisation;
    }

    /// @param what `stations`, `people` or `duty`
    @PostMapping(path = "/api/org/import/{what}", consumes = "text/csv")
    Mono<ResponseEntity<byte[]>> take(
            @PathVariable("what") String what,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8);
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> commands.once(
                        actor,
                        key,
                        "POST /api/org/import/" + what,
                        body,
                        Mono.defer(() -> importing.take(actor, what, text)).map(Answer::ok)))
                .flatMap(answer -> organisation.refresh().thenReturn(answer));
    }
}
