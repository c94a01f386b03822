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
    /// @param layers what its source sends now, bits a second: the source itself, then its lesser layers; never
    ///               empty, 0 for what is not sent
    public record Wish(Kind kind, List<Long> layers) {

        public Wish {
            layers = List.copyOf(layers);
        }

        /// Of a source without lesser layers.
        public Wish(Kind kind, long bits) {
            this(kind, List.of(bits));
        }

        long bits() {
            return layers.getFirst();
        }
    }

    /// What a slot gets.
    ///
    /// @param limit what its source should send at most for this receiver's sake, bits a second; [#NO_LIMIT]: it
    ///              may send what it likes
    /// @param layer which of the source's layers is sent; 0: the source itself
    public record Share(Mode mode, long limit, int layer) {

        public Share(Mode mode, long limit) {
            this(mode, limit, 0);
        }

        /// The more, the less is shown.
        private int rank() {
            return mode.ordinal() * MAX_LAYERS + layer;
        }
    }

    /// More than any source has.
    private static final int MAX_LAYERS = 8;

    public static final long NO_LIMIT = Long.MAX_VALUE;

    /// Less than this is no picture of a face any more.
    public static final long LEAST_FACE = 150_000;

    /// With less than this a page takes longer to become sharp as it moves than as a still picture every few seconds.
    public static final long LEAST_PAPER = 60_000;

    /// What a browser sends of a picture at least, whatever it is asked.
    public static final long LEAST_SENT = 30_000;

    /// What a page's pictures are limited to anyway.
    public static final long MOST_PICTURE = 2_500_000;

    /// Sound that just begins is given this much.
    private static final long LEAST_SOUND = 32_000;

    /// Kept for retransmissions and reports.
    private static final double RESERVE = 0.95;

    /// A source sends this much more than its mean for a while.
    private static final double SWING = 1.15;

    /// What is shown stays while it is over its share by no more than this: a line that is taken for narrower once, by
    /// mistake, does not lose a face for it.
    private static final double TOLERANCE = 1.25;

    /// A page that is turned is sent with much more than what lies still: what does not fit waits its turn, which takes
    /// less
    /// long than beginning anew.
    private static final double PAPER_TOLERANCE = 2;

    /// What waits is to have left within this time: sources are asked for less until it has.
    private static final double WAITING_SECONDS = 2;

    /// So long too little before anything is taken away: sources swing, and estimates do.
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    /// So long after something was taken away before anything is given back.
    private static final long REGRET_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int NOT_SHOWN = -1;

    private static final Share EVERYTHING = new Share(Mode.FULL, NO_LIMIT);

    private Share[] shares = new Share[0];
    private long shortSinceNanos = Long.MIN_VALUE;
    private long takenNanos = Long.MIN_VALUE / 2;
    private long missing;

    /// @param line    what the line carries, bits a second
    /// @param waiting bytes of pictures that have not left yet
    /// @param wishes  the slots in the receiver's order; always as many
    /// @return one share a slot; valid until the next call
    public Share[] share(long line, int waiting, List<Wish> wishes, long nowNanos) {
        Share[] wanted = want(line, waiting, wishes);
        if (shares.length != wanted.length) {
            shares = wanted;
            return shares;
        }
        boolean less = false;
        boolean more = false;
        for (int i = 0; i < wanted.length; i++) {
            less |= wanted[i].rank() > shares[i].rank();
            more |= wanted[i].rank() < shares[i].rank();
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

    /// Modes and layers stay, the limits are the new ones.
    private Share[] keep(Share[] wanted) {
        for (int i = 0; i < shares.length; i++) {
            shares[i] = new Share(shares[i].mode(), wanted[i].limit(), shares[i].layer());
        }
        return shares;
    }

    private Share[] want(long line, int waiting, List<Wish> wishes) {
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
        long behind = (long) (waiting * 8 / WAITING_SECONDS);
        for (Kind kind : List.of(Kind.PAPER, Kind.FACE)) {
            for (int i = 0; i < wanted.length; i++) {
                Wish wish = wishes.get(i);
                if (wish.kind() == kind && wish.bits() > 0) {
                    int shown = i < shares.length && shares[i].mode() == Mode.FULL ? shares[i].layer() : NOT_SHOWN;
                    wanted[i] = picture(wish, left, behind, shown);
                    left = wanted[i].mode() == Mode.STILL
                            ? 0
                            : left - wish.layers().get(wanted[i].layer());
                }
            }
        }
        return wanted;
    }

    /// @param showing the layer that is shown now
    private static Share picture(Wish wish, long left, long behind, int showing) {
        boolean paper = wish.kind() == Kind.PAPER;
        boolean shown = showing == 0;
        long least = paper ? LEAST_PAPER : LEAST_FACE;
        boolean worthIt = shown || paper || left >= least;
        if (wish.bits() + behind <= left && worthIt) {
            // What fits now must not grow beyond what there is: it would be taken away for it.
            return left < MOST_PICTURE ? new Share(Mode.FULL, left) : EVERYTHING;
        }
        int layer = lesser(wish, left, behind, showing);
        if (layer > 0 && !(shown && wish.bits() <= left * TOLERANCE)) {
            // Until then the source is asked to fit, which it does when no receiver can take more.
            return new Share(Mode.FULL, Math.max(least, left - behind), layer);
        }
        Mode otherwise = paper ? Mode.STILL : Mode.STOPPED;
        if (left < least) {
            return new Share(otherwise, paper ? LEAST_PAPER : LEAST_SENT);
        }
        double over = !shown ? SWING : paper ? PAPER_TOLERANCE : TOLERANCE;
        return new Share(wish.bits() <= left * over ? Mode.FULL : otherwise, Math.max(least, left - behind));
    }

    /// The best of the lesser layers that fits; 0: none does.
    private static int lesser(Wish wish, long left, long behind, int showing) {
        for (int layer = 1; layer < wish.layers().size(); layer++) {
            long bits = wish.layers().get(layer);
            if (bits > 0 && bits + behind <= left * (layer == showing ? TOLERANCE : 1)) {
                return layer;
            }
        }
        return 0;
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
