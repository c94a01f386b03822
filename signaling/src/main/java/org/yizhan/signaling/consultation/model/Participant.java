package org.yizhan.signaling.consultation.model;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// One who takes part, or is asked to.
///
/// @param role         what they act as here
/// @param name         how others see them; for a resident the masked name
/// @param accepted     they said yes
/// @param left         they went, or never came
/// @param awaySince    when their socket was lost; null: it is there
/// @param invitedUntil until when a guest may answer; null: answered, or no guest
/// @param sources      what they send
public record Participant(
        MemberId member,
        String subject,
        Role role,
        String name,
        StationPath station,
        boolean accepted,
        boolean left,
        @Nullable Instant awaySince,
        @Nullable Instant invitedUntil,
        Set<SourceKind> sources) {

    public Participant {
        sources = Set.copyOf(sources);
    }

    /// One who has not said yes yet, with the sources that such a page sends unless it says otherwise.
    public static Participant asked(
            MemberId member, String subject, Role role, String name, StationPath station, @Nullable Instant until) {
        Set<SourceKind> sources = EnumSet.of(SourceKind.MICROPHONE, SourceKind.CAMERA);
        if (role == Role.TERMINAL) {
            sources.add(SourceKind.DOCUMENT);
        }
        return new Participant(member, subject, role, name, station, false, false, null, until, sources);
    }

    /// The word on the wire.
    public String standing() {
        if (left) {
            return "left";
        }
        if (awaySince != null) {
            return "away";
        }
        return accepted ? "joined" : "invited";
    }

    Participant joined() {
        return new Participant(member, subject, role, name, station, true, false, awaySince, null, sources);
    }

    Participant gone() {
        return new Participant(member, subject, role, name, station, accepted, true, null, null, sources);
    }

    Participant away(Instant since) {
        return new Participant(member, subject, role, name, station, accepted, left, since, invitedUntil, sources);
    }

    Participant back() {
        return new Participant(member, subject, role, name, station, accepted, left, null, invitedUntil, sources);
    }

    /// The consultation is over: nothing about them is awaited.
    Participant settled() {
        return new Participant(member, subject, role, name, station, accepted, left, null, null, sources);
    }

    Participant sending(SourceKind source, boolean on) {
        Set<SourceKind> now = EnumSet.noneOf(SourceKind.class);
        now.addAll(sources);
        if (on) {
            now.add(source);
        } else {
            now.remove(source);
        }
        return new Participant(member, subject, role, name, station, accepted, left, awaySince, invitedUntil, now);
    }
}
