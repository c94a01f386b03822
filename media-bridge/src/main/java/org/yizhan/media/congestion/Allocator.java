package org.yizhan.media.congestion;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// Shares out what a receiver's line carries: papers and screens first, then sound, then faces. Sound is never
/// stopped; papers that do not fit are asked to be sent smaller, and are still pictures until they are; a face that
/// does not fit is asked the same, and is stopped until it is. Decides only. Not thread-safe.
public final class Allocator {

    /// What is in a slot.
    public enum Kind {
        SOUND,
        PAPER,
        FACE
    }

    /// How a slot is sent.
    public enum Mode {
        FULL,
        /// A key frame now and then.
        STILL,
        /// Nothing.
        STOPPED
    }

    /// One slot's wish.
    ///
    /// @param bits what its source sends now, a second
    public record Wish(Kind kind, long bits) {}

    /// What a slot gets.
    ///
    /// @param limit what its source should send at most for this receiver's sake, bits a second; [#NO_LIMIT]: it
    ///              may send what it likes
    public record Share(Mode mode, long limit) {}

    public static final long NO_LIMIT = Long.MAX_VALUE;

    /// Less than this is no picture of a face any more.
    public static final long LEAST_FACE = 150_000;

    /// With less than this a page that lies still is not sharp within some seconds.
    public static final long LEAST_PAPER = 150_000;

    /// What a browser sends of a picture at least, whatever it is asked.
    public static final long LEAST_SENT = 30_000;

    /// Sound that just begins is given this much.
    private static final long LEAST_SOUND = 32_000;

    /// Kept for retransmissions and reports.
    private static final double RESERVE = 0.95;

    /// A source sends this much more than its mean for a while.
    private static final double SWING = 1.15;

    /// What is shown stays while it is over its share by no more than this: a line that is taken for narrower once, by
    /// mistake, does not lose a face for it.
    private static final double TOLERANCE = 1.25;

    /// So long too little before anything is taken away: sources swing, and estimates do.
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    /// So long after something was taken away before anything is given back.
    private static final long REGRET_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Share EVERYTHING = new Share(Mode.FULL, NO_LIMIT);

    private Share[] shares = new Share[0];
    private long shortSinceNanos = Long.MIN_VALUE;
    private long takenNanos = Long.MIN_VALUE / 2;
    private long missing;

    /// @param line   what the line carries, bits a second
    /// @param wishes the slots in the receiver's order; always as many
    /// @return one share a slot; valid until the next call
    public Share[] share(long line, List<Wish> wishes, long nowNanos) {
        Share[] wanted = want(line, wishes);
        if (shares.length != wanted.length) {
            shares = wanted;
            return shares;
        }
        boolean less = false;
        boolean more = false;
        for (int i = 0; i < wanted.length; i++) {
            less |= wanted[i].mode().compareTo(shares[i].mode()) > 0;
            more |= wanted[i].mode().compareTo(shares[i].mode()) < 0;
        }
        if (less) {
            shortSinceNanos = shortSinceNanos == Long.MIN_VALUE ? nowNanos : shortSinceNanos;
            if (nowNanos - shortSinceNanos < PATIENCE_NANOS) {
                return keep(wanted);
            }
            takenNanos = nowNanos;
        } else {
            shortSinceNanos = Long.MIN_VALUE;
            if (more && nowNanos - takenNanos < REGRET_NANOS) {
                return keep(wanted);
            }
        }
        shares = wanted;
        return shares;
    }

    /// The modes stay, the limits are the new ones.
    private Share[] keep(Share[] wanted) {
        for (int i = 0; i < shares.length; i++) {
            shares[i] = new Share(shares[i].mode(), wanted[i].limit());
        }
        return shares;
    }

    private Share[] want(long line, List<Wish> wishes) {
        Share[] wanted = new Share[wishes.size()];
        long left = (long) (line * RESERVE);
        long asked = 0;
        for (int i = 0; i < wanted.length; i++) {
            Wish wish = wishes.get(i);
            asked += wish.bits();
            wanted[i] = EVERYTHING;
            left -= wish.kind() == Kind.SOUND && wish.bits() > 0 ? Math.max(wish.bits(), LEAST_SOUND) : 0;
        }
        missing = Math.max(0, (long) (asked / RESERVE) - line);
        for (Kind kind : List.of(Kind.PAPER, Kind.FACE)) {
            for (int i = 0; i < wanted.length; i++) {
                Wish wish = wishes.get(i);
                if (wish.kind() == kind && wish.bits() > 0) {
                    boolean shown = i < shares.length && shares[i].mode() == Mode.FULL;
                    wanted[i] = picture(kind, wish.bits(), left, shown ? TOLERANCE : SWING);
                    left = wanted[i].mode() == Mode.STILL ? 0 : left - wish.bits();
                }
            }
        }
        return wanted;
    }

    private static Share picture(Kind kind, long bits, long left, double over) {
        if (bits <= left) {
            return EVERYTHING;
        }
        long least = kind == Kind.PAPER ? LEAST_PAPER : LEAST_FACE;
        Mode otherwise = kind == Kind.PAPER ? Mode.STILL : Mode.STOPPED;
        if (left < least) {
            return new Share(otherwise, kind == Kind.PAPER ? LEAST_PAPER : LEAST_SENT);
        }
        return new Share(bits <= left * over ? Mode.FULL : otherwise, left);
    }

    /// How much more than the line carries would be needed for everything, bits a second.
    public long missing() {
        return missing;
    }

    /// Whether anything is held back.
    public boolean isStarved() {
        for (Share share : shares) {
            if (share.mode() != Mode.FULL) {
                return true;
            }
        }
        return false;
    }
}
