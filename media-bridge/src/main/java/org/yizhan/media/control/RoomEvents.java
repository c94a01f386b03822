package org.yizhan.media.control;

import java.util.List;
import org.yizhan.media.room.LineQuality;
import org.yizhan.media.room.RoomListener;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// Gives what the rooms tell to those who want to know.
record RoomEvents(Connectedness connectedness, LineMeters meters) implements RoomListener {

    @Override
    public void mediaChanged(ConsultationId consultation, List<MemberId> connected) {
        connectedness.mediaChanged(consultation, connected);
    }

    @Override
    public void measured(LineQuality line) {
        meters.add(line);
    }
}
