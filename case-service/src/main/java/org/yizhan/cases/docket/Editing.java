package org.yizhan.cases.docket;

import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Who may change what a case says: its form, its papers, its resident's signature.
public final class Editing {

    private Editing() {}

    /// The case, when the actor may change it now.
    public static Mono<CaseFile> allowed(CaseFile file, Actor actor) {
        if (!isEditor(actor)) {
            return CaseProblems.refuse(CaseProblems.NOT_YOURS);
        }
        return file.frozen() ? CaseProblems.refuse(CaseProblems.NOT_EDITABLE) : Mono.just(file);
    }

    public static boolean isAllowed(CaseFile file, Actor actor) {
        return !file.frozen() && isEditor(actor);
    }

    /// Whether the actor changes cases at all.
    public static boolean isEditor(Actor actor) {
        return actor.is(Role.TERMINAL) || actor.is(Role.PROGRAM) || Visibility.handles(actor);
    }
}
