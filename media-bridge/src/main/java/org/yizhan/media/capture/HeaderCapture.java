package org.yizhan.media.capture;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.transport.PacketTap;
import org.yizhan.protocol.id.MemberId;

/// Writes down the headers of the packets of one meeting, for a time and up to a size. Of a packet's payload
/// nothing is
/// ever copied. Addresses are replaced: the bridge is 192.0.2.1, the members are 198.51.100.1, .2 and so on
/// in the
/// order
/// in which they were heard (networks that exist in examples only, RFC 5737); a member that comes from
/// another address
/// has another port. On the media loop.
public final class HeaderCapture {

    /// A look at a meeting, not a watch over it.
    public static final int MOST_SECONDS = 120;

    /// A meeting of three has some 100 kB of headers a second at its busiest.
    public static final long MOST_BYTES = 8L << 20;

    private static final int BRIDGE = 0xC000_0201;
    private static final int BRIDGE_PORT = 10_000;
    private static final int MEMBERS = 0xC633_6400;

    /// Those after it share an address.
    private static final int MOST_MEMBERS = 254;

    /// Above this a port says nothing any more; the bridge knows sixteen paths of a member at most.
    private static final int MOST_PATHS = 64;

    private final UUID id;
    private final PcapFile file;
    private final Headers headers = new Headers();
    private final Map<MemberId, PacketTap> members = new HashMap<>();
    private final long beganMicros;
    private final long beganNanos;
    private final long untilNanos;
    private boolean over;

    /// @param id chosen by whoever asked
    /// @param nowNanos the same moment as `at`
    public HeaderCapture(UUID id, int seconds, long bytes, Instant at, long nowNanos) {
        if (seconds < 1 || seconds > MOST_SECONDS || bytes < PcapFile.PIECE || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("out of bounds: " + seconds + " s, " + bytes + " bytes");
        }
        this.id = id;
        this.file = new PcapFile(bytes, Headers.MOST_CONTROL);
        this.beganMicros = at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
        this.beganNanos = nowNanos;
        this.untilNanos = nowNanos + seconds * 1_000_000_000L;
    }

    public UUID id() {
        return id;
    }

    /// Sees the packets of one member.
    public PacketTap of(MemberId member) {
        return members.computeIfAbsent(member, _ -> new Tap(MEMBERS + Math.min(members.size() + 1, MOST_MEMBERS)));
    }

    /// Whether its time is over, or it is full, or it was ended.
    public boolean isOver(long nowNanos) {
        return over || nowNanos - untilNanos >= 0;
    }

    public void end() {
        over = true;
    }

    public long length() {
        return file.length();
    }

    public long packets() {
        return file.packets();
    }

    /// 64 kB of the file.
    ///
    /// @param n from 0
    /// @return less at its end, nothing behind it
    public byte[] piece(int n) {
        return file.piece(n);
    }

    private final class Tap implements PacketTap {

        private final int address;
        private final Map<InetSocketAddress, Integer> ports = new HashMap<>();

        Tap(int address) {
            this.address = address;
        }

        @Override
        public void rtp(boolean up, @Nullable InetSocketAddress remote, byte[] array, int offset, int length) {
            add(up, remote, array, offset, headers.ofRtp(array, offset, length), length);
        }

        @Override
        public void rtcp(boolean up, @Nullable InetSocketAddress remote, byte[] array, int offset, int length) {
            byte[] kept = headers.ofRtcp(array, offset, length);
            add(up, remote, kept, 0, Math.min(kept.length, Headers.MOST_CONTROL), length);
        }

        @Override
        public void stun(boolean up, @Nullable InetSocketAddress remote, byte[] array, int offset, int length) {
            add(up, remote, array, offset, headers.ofStun(length), length);
        }

        private void add(
                boolean up, @Nullable InetSocketAddress remote, byte[] array, int offset, int kept, int original) {
            long now = System.nanoTime();
            if (isOver(now)) {
                return;
            }
            long micros = beganMicros + (now - beganNanos) / 1_000;
            int port = 20_000 + (remote == null ? 0 : port(remote));
            over |= !(up
                    ? file.add(micros, address, port, BRIDGE, BRIDGE_PORT, array, offset, kept, original)
                    : file.add(micros, BRIDGE, BRIDGE_PORT, address, port, array, offset, kept, original));
        }

        private int port(InetSocketAddress remote) {
            Integer known = ports.get(remote);
            if (known == null) {
                known = Math.min(ports.size() + 1, MOST_PATHS);
                if (ports.size() < MOST_PATHS) {
                    ports.put(remote, known);
                }
            }
            return known;
        }
    }
}
