package org.yizhan.media.whip;

import java.time.Instant;
import org.yizhan.platform.security.Secrets;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// One client's connection, as HTTP knows it. Compared by identity: each change makes another.
final class WhipSession {

    private final String id;
    private final Direction direction;
    private final ConsultationId consultation;
    private final MemberId member;
    private final byte[] tokenHash;
    private final String fragment;
    private final String tag;
    private final Instant since;

    /// @param tokenHash of the token that began it: the same one opens it even when it is over by now
    /// @param fragment  the client's ICE user name fragment
    /// @param tag       strong entity tag of the ICE session, with its quotes
    WhipSession(
            String id,
            Direction direction,
            ConsultationId consultation,
            MemberId member,
            byte[] tokenHash,
            String fragment,
            String tag,
            Instant since) {
        this.id = id;
        this.direction = direction;
        this.consultation = consultation;
        this.member = member;
        this.tokenHash = tokenHash.clone();
        this.fragment = fragment;
        this.tag = tag;
        this.since = since;
    }

    boolean isOf(String token) {
        return java.security.MessageDigest.isEqual(tokenHash, Secrets.sha256(token));
    }

    String id() {
        return id;
    }

    Direction direction() {
        return direction;
    }

    ConsultationId consultation() {
        return consultation;
    }

    MemberId member() {
        return member;
    }

    String fragment() {
        return fragment;
    }

    String tag() {
        return tag;
    }

    Instant since() {
        return since;
    }

    WhipSession restarted(String newFragment, String newTag) {
        return new WhipSession(id, direction, consultation, member, tokenHash, newFragment, newTag, since);
    }
}
