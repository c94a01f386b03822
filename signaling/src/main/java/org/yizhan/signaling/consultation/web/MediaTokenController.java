package org.yizhan.signaling.consultation.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import org.yizhan.signaling.consultation.application.Admitting;
import reactor.core.publisher.Mono;

/// Tokens for devices without a page: see docs/media.md.
@RestController
class MediaTokenController {

    /// What is wanted.
    ///
    /// @param way    `whip` or `whep`
    /// @param source what an encoder's pictures are: `document`, `camera` or `screen`
    record Wish(String way, SourceKind source) {}

    private final Admitting admitting;

    MediaTokenController(Admitting admitting) {
        this.admitting = admitting;
    }

    @PostMapping("/api/consultations/{id}/media-tokens")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Admitting.Pass> issue(@PathVariable("id") ConsultationId id, @RequestBody Wish wish) {
        Admitting.Way way = switch (wish.way()) {
            case "whip" -> Admitting.Way.WHIP;
            case "whep" -> Admitting.Way.WHEP;
            case null, default -> throw new ProblemException(Problems.INVALID.at("way"));
        };
        if (wish.source() == null || wish.source().isAudio()) {
            throw new ProblemException(Problems.INVALID.at("source"));
        }
        return CurrentActor.get(Role.OFFICER, Role.CLERK)
                .flatMap(actor -> admitting.admit(id, actor.subject(), way, wish.source()));
    }
}
