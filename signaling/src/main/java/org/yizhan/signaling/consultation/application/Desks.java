package org.yizhan.signaling.consultation.application;

import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import org.yizhan.signaling.presence.Present;

/// Which desks may do what.
final class Desks {

    private Desks() {}

    /// What a desk acts as in a consultation.
    static Role role(Present desk) {
        return desk.roles().contains(Role.OFFICER) ? Role.OFFICER : Role.CLERK;
    }

    /// Whether this desk may be asked to join a meeting about a case of this place: a clerk of its street, or the
    /// named account when the place is within its station.
    static boolean mayJoin(Present desk, StationPath scope, @Nullable String subject, MemberId asking) {
        if (!desk.page().equals("desk")
                || !desk.available()
                || !desk.connected()
                || desk.member().equals(asking)) {
            return false;
        }
        if (subject != null) {
            return desk.subject().equals(subject) && desk.station().covers(scope);
        }
        return desk.roles().contains(Role.CLERK)
                && desk.station().level() == 1
                && desk.station().covers(scope);
    }
}
