package org.yizhan.cases.docket;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
/// @param since   when the case had come to that step, when this takes it away from there; null when it stays
/// @param facts   what else the trail keeps; ids, words and hashes, no personal data
/// @param change  whether the case's version grows; notes of other parts leave it, so that nobody's open page gets
/// stale
/// @param via     the secondment or substitution that let them; null in their own post
/// @param event   what to announce, made from the case and the time after the change
public record Deed(
        String action,
        Level level,
        String by,
        String byName,
        @Nullable String comment,
        @Nullable String step,
        @Nullable Instant since,
        @Nullable ConsultationId consultation,
        Map<String, Object> facts,
        boolean change,
        @Nullable String via,
        @Nullable BiFunction<CaseFile, Instant, Event> event) {

    /// Something that a person or a terminal does.
    public static Deed of(Actor actor, String action, CaseFile file) {
        return new Deed(
                action,
                level(actor),
                actor.subject(),
                actor.name(),
                null,
                file.step(),
                null,
                null,
                Map.of(),
                true,
                null,
                null);
    }

    /// Something that somebody does in a capacity that [#as] tells.
    public static Deed of(String subject, String name, String action, CaseFile file) {
        return new Deed(action, Level.SYSTEM, subject, name, null, file.step(), null, null, Map.of(), true, null, null);
    }

    /// Something that another part reports.
    public static Deed note(String part, String action, CaseFile file) {
        return new Deed(action, Level.SYSTEM, part, "系统", null, file.step(), null, null, Map.of(), false, null, null);
    }

    public static Level level(Actor actor) {
        return actor.is(Role.TERMINAL) ? Level.BOOTH : Level.of(actor.station());
    }

    /// In another capacity than their own post.
    public Deed as(Level other, @Nullable String because) {
        return new Deed(action, other, by, byName, comment, step, since, consultation, facts, change, because, event);
    }

    /// At one of several steps.
    public Deed at(@Nullable String where) {
        return new Deed(action, level, by, byName, comment, where, since, consultation, facts, change, via, event);
    }

    /// Takes the case away from its step.
    ///
    /// @param came when the case had come there; null when the case stays
    public Deed leaving(@Nullable Instant came) {
        return new Deed(
                action, level, by, byName, comment, step, micros(came), consultation, facts, change, via, event);
    }

    /// What the trail hashes must be what PostgreSQL keeps.
    private static @Nullable Instant micros(@Nullable Instant moment) {
        return moment == null ? null : moment.truncatedTo(ChronoUnit.MICROS);
    }

    public Deed saying(@Nullable String why) {
        return new Deed(action, level, by, byName, why, step, since, consultation, facts, change, via, event);
    }

    public Deed in(@Nullable ConsultationId meeting) {
        return new Deed(action, level, by, byName, comment, step, since, meeting, facts, change, via, event);
    }

    /// Without a new version: what was done is nothing that a reader of the case has to look at again.
    public Deed quietly() {
        return new Deed(action, level, by, byName, comment, step, since, consultation, facts, false, via, event);
    }

    public Deed with(Map<String, Object> moreFacts) {
        return new Deed(action, level, by, byName, comment, step, since, consultation, moreFacts, change, via, event);
    }

    public Deed announcing(BiFunction<CaseFile, Instant, Event> announced) {
        return new Deed(action, level, by, byName, comment, step, since, consultation, facts, change, via, announced);
    }
}
