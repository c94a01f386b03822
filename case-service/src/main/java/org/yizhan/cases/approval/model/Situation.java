package org.yizhan.cases.approval.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.Person;
import org.yizhan.cases.process.Taker;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// What a decision has to know besides how far the case has come.
///
/// @param channel how the case came in
/// @param form    what its form says
/// @param scope   where it belongs
/// @param version the case's version before the decision
/// @param gaps    what the case still lacks
/// @param meeting the meeting that the decision is made in; null for none
/// @param comment what the decider says to it
/// @param to      the step that it is sent back to, when they name one
/// @param person  whom it concerns: to whom it is forwarded, who is asked, added, or on duty; null for nobody
public record Situation(
        Channel channel,
        Map<String, Object> form,
        StationPath scope,
        long version,
        List<String> gaps,
        @Nullable Meeting meeting,
        @Nullable String comment,
        @Nullable String to,
        @Nullable Known person) {

    boolean isSilent() {
        return comment == null || comment.isBlank();
    }

    /// Somebody whom the directory knows.
    public record Known(Person person, Set<Role> roles) {

        Level level() {
            return Level.of(person.station());
        }
    }

    /// A meeting as it is right now.
    ///
    /// @param live    two members have met and it has not ended
    /// @param ofCase  it is about this case
    /// @param earlier meetings about the case that are over
    public record Meeting(
            ConsultationId id, boolean live, boolean ofCase, List<Present> present, Set<ConsultationId> earlier) {

        boolean has(String subject) {
            return present.stream().anyMatch(p -> p.subject().equals(subject));
        }

        boolean has(Taker taker) {
            return present.stream().anyMatch(p -> p.level() == taker.level() && p.role() == taker.role());
        }
    }

    /// One who is in the meeting.
    public record Present(String subject, Role role, Level level) {}
}
