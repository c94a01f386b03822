package org.yizhan.media.room;

import java.util.Set;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// Somebody in a room whom no plan names, because signaling has only let them in: an encoder that sends, or a
/// screen that watches.
///
/// @param label how the recording names what an encoder sends: a role word
/// @param sends what an encoder may send; empty: a viewer
public record Guest(ConsultationId consultation, MemberId member, String label, Set<SourceKind> sends) {

    /// In one room at once.
    static final int MOST = 8;

    public Guest {
        sends = Set.copyOf(sends);
    }

    boolean isEncoder() {
        return !sends.isEmpty();
    }
}
