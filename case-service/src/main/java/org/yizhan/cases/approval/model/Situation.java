package org.yizhan.cases.approval.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.Taker;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;

/// What a decision has to know besides the case's state.
///
/// @param channel how the case came in
/// @param gaps    what the case still lacks
/// @param meeting the meeting that the decision is made in; null for none
/// @param comment what the decider says to it
public record Situation(
        Channel channel,
        List<String> gaps,
        @Nullable Meeting meeting,
        @Nullable String comment) {

    /// A meeting as it is right now.
    ///
    /// @param live    two members have met and it has not ended
    /// @param ofCase  it is about this case
    public record Meeting(ConsultationId id, boolean live, boolean ofCase, List<Present> present) {

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
