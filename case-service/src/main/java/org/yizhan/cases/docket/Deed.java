package org.yizhan.cases.docket;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.Level;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;

/// What somebody did to a case: becomes a line of its history, an entry of its trail and an event.
///
/// @param by      account or terminal, or the name of a part
/// @param step    the step it was done at
/// @param facts   what else the trail keeps; ids, words and hashes, no personal data
/// @param change  whether the case's version grows; notes of other parts leave it, so that nobody's open page gets
/// stale
/// @param event   what to announce, made from the case and the time after the change
public record Deed(
        String action,
        Level level,
        String by,
        String byName,
        @Nullable String comment,
        @Nullable String step,
        @Nullable ConsultationId consultation,
        Map<String, Object> facts,
        boolean change,
        @Nullable BiFunction<CaseFile, Instant, Event> event) {

    /// Something that a person or a terminal does.
    public static Deed of(Actor actor, String action, CaseFile file) {
        return new Deed(
                action, level(actor), actor.subject(), actor.name(), null, file.step(), null, Map.of(), true, null);
    }

    /// Something that another part reports.
    public static Deed note(String part, String action, CaseFile file) {
        return new Deed(action, Level.SYSTEM, part, "系统", null, file.step(), null, Map.of(), false, null);
    }

    public static Level level(Actor actor) {
        return actor.is(Role.TERMINAL) ? Level.BOOTH : Level.of(actor.station());
    }

    public Deed saying(@Nullable String why) {
        return new Deed(action, level, by, byName, why, step, consultation, facts, change, event);
    }

    public Deed in(@Nullable ConsultationId meeting) {
        return new Deed(action, level, by, byName, comment, step, meeting, facts, change, event);
    }

    /// Without a new version: what was done is nothing that a reader of the case has to look at again.
    public Deed quietly() {
        return new Deed(action, level, by, byName, comment, step, consultation, facts, false, event);
    }

    public Deed with(Map<String, Object> moreFacts) {
        return new Deed(action, level, by, byName, comment, step, consultation, moreFacts, change, event);
    }

    public Deed announcing(BiFunction<CaseFile, Instant, Event> announced) {
        return new Deed(action, level, by, byName, comment, step, consultation, facts, change, announced);
    }
}
