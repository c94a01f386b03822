package org.yizhan.media.transport;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the event loops behind one port know together. The kernel chooses the loop that a packet comes to by the
/// sender's address and cannot know whose it is: each loop finds here where it belongs. Thread-safe.
final class Switchboard {

    private final DtlsIdentity identity;
    private final Handshakes handshakes;
    private final Strays strays = new Strays();
    private final Map<String, IceSession> sessions = new ConcurrentHashMap<>();
    private volatile List<MediaPort> ports = List.of();

    Switchboard(Instant now) {
        this.identity = DtlsIdentity.create(now);
        this.handshakes = new Handshakes(identity);
    }

    /// Once, before the first packet comes.
    void connect(List<MediaPort> all) {
        ports = List.copyOf(all);
    }

    /// One for each loop, in an order that never changes.
    List<MediaPort> ports() {
        return ports;
    }

    DtlsIdentity identity() {
        return identity;
    }

    Handshakes handshakes() {
        return handshakes;
    }

    Strays strays() {
        return strays;
    }

    void listen(IceSession session) {
        sessions.put(session.local().fragment(), session);
    }

    void ignore(IceSession session) {
        sessions.remove(session.local().fragment(), session);
    }

    /// Whose checks have this user name, `ours:theirs`.
    @Nullable
    IceSession session(@Nullable String username) {
        int colon = username == null ? -1 : username.indexOf(':');
        return username == null || colon < 0 ? null : sessions.get(username.substring(0, colon));
    }
}
