package org.yizhan.media.room;

import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.LiveMeeting;

/// Rooms as those see them who look after the bridge.
final class LiveRooms {

    private LiveRooms() {}

    static LiveMeeting of(Room room) {
        return new LiveMeeting(
                room.consultation(),
                room.isRecording(),
                room.expected().stream()
                        .map(member -> {
                            Peer peer = room.peer(member.member());
                            boolean connected = peer != null && peer.isConnected();
                            return new LiveMeeting.Member(
                                    member.label(),
                                    connected,
                                    line(connected && peer != null ? peer.line().latest() : null));
                        })
                        .toList());
    }

    private static LiveMeeting.@Nullable Line line(@Nullable LineQuality line) {
        return line == null
                ? null
                : new LiveMeeting.Line(
                        line.grade().word(),
                        way(line.up()),
                        way(line.down()),
                        line.roundTripMs(),
                        line.stops(),
                        line.small());
    }

    private static LiveMeeting.Way way(LineQuality.Way way) {
        return new LiveMeeting.Way(way.lostPermille(), way.jitterMs(), way.kbps());
    }
}
