package org.yizhan.signaling.live;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Set;
import java.util.UUID;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.StationPath;

/// Something changed; whoever is concerned looks at the database. A nudge carries no state, so one that is lost,
/// late or doubled does no harm: the next one, or the page's next ping, brings the same result.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Nudge {

    /// A consultation's time line grew.
    @JsonTypeName("consultation")
    record ConsultationMoved(ConsultationId consultation, Set<MemberId> members) implements Nudge {}

    /// Tickets of cases at this place came, went or moved.
    @JsonTypeName("queue")
    record QueueMoved(StationPath scope) implements Nudge {}

    /// A member opened a socket; an older one of the same member, wherever it is, gives way.
    @JsonTypeName("claimed")
    record Claimed(MemberId member, UUID connection) implements Nudge {}
}
