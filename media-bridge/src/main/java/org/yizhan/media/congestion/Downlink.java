package org.yizhan.media.congestion;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.RtpHeader;

/// The way from the bridge to one receiver, no faster than the receiver's line: numbers every packet, lets sound
/// pass at once, spreads pictures out, and now and then tries whether the line carries more. Not thread-safe.
public final class Downlink {

    /// What a downlink needs from around it.
    public interface Way {

        /// Protects and sends; the array is overwritten and has room behind.
        void send(byte[] array, int length);

        /// Calls [Downlink#drain()] after this time.
        void drainLater(long nanos);

        /// Sends one packet of padding by [Downlink#padding], if there is a stream for it.
        ///
        /// @return whether there was
        boolean pad();
    }

    /// How much faster than the line's estimate pictures leave: a key frame must not take seconds, and on a
    /// line that carries all of it nothing waits.
    private static final double FASTER = 2.5;

    /// On a line thinner than this a burst would fill the queue that sound goes through, too.
    private static final long THIN = 1_000_000;

    private static final double THIN_FASTER = 1.1;

    /// Where something is held back, pictures leave with what sound leaves of the line, so that no queue grows before
    /// sound.
    private static final double STARVED = 0.95;

    private static final long SLOT_NANOS = 5_000_000L;

    /// Where draining comes later than after a slot, so much of it is made up for.
    private static final long CATCH_UP_NANOS = 20_000_000L;

    /// What may leave at once, or what leaves in a slot where that is more.
    private static final long BURST_BITS = 40_000;

    /// Pictures that wait; with more, all of them are dropped and begin anew with a key frame.
    static final int MAX_WAITING_BYTES = 1_500_000;

    /// So much may always wait: a face's key frame.
    private static final int LEAST_WAITING_BYTES = 64_000;

    /// Room for what protection adds.
    private static final int TRAILER = 64;

    private static final long PROBE_NANOS = 30_000_000L;
    private static final long PROBE_PAUSE_NANOS = 3_000_000_000L;

    /// After a probe that found much more than was known the next one may find even more.
    private static final long NEXT_PROBE_NANOS = 500_000_000L;

    private static final long MAX_PROBE_PAUSE_NANOS = 30_000_000_000L;

    private record Waiting(byte[] array, int length) {}

    private final LineEstimate line = new LineEstimate();
    private final boolean numbered;
    private final Way way;
    private final LongSupplier clock;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private double debtBits;
    private long paidNanos;
    private boolean draining;
    private boolean starved;
    private boolean overflowed;
    private long probeUntilNanos;
    private double probeBits;
    private long probeRate;
    private long probedNanos = Long.MIN_VALUE / 2;
    private long probePauseNanos = PROBE_PAUSE_NANOS;
    private long beforeProbe;

    /// @param numbered whether packets have room for a transport-wide number ([RtpHeader#COUNTER_AT])
    /// @param clock    monotonic, nanoseconds
    public Downlink(boolean numbered, Way way, LongSupplier clock) {
        this.numbered = numbered;
        this.way = way;
        this.clock = clock;
    }

    public LineEstimate line() {
        return line;
    }

    /// Sound: at once. What it takes of the line, pictures cannot have.
    public void sound(byte[] array, int length) {
        long nanos = clock.getAsLong();
        if (line.isKnown()) {
            pay(nanos);
            debtBits += length * 8.0;
        }
        now(array, length, nanos);
    }

    /// Padding of a probe: at once.
    public void padding(byte[] array, int length) {
        now(array, length, clock.getAsLong());
    }

    /// Pictures: at once while the line is not full.
    public void picture(byte[] array, int length) {
        if (!line.isKnown()) {
            now(array, length, clock.getAsLong());
            return;
        }
        long nanos = clock.getAsLong();
        pay(nanos);
        if (waiting.isEmpty() && debtBits < burst()) {
            debtBits += length * 8.0;
            now(array, length, nanos);
            return;
        }
        if (waitingBytes + length > MAX_WAITING_BYTES) {
            drop();
            return;
        }
        waiting.add(new Waiting(Arrays.copyOf(array, length + TRAILER), length));
        waitingBytes += length;
        later();
    }

    private void drop() {
        waiting.clear();
        waitingBytes = 0;
        overflowed = true;
    }

    /// Drops all pictures that wait when the line needs longer than this for them: nobody is to be seen as they were
    /// long ago.
    public void keepUp(double seconds) {
        if (line.isKnown()
                && waitingBytes * 8.0 > Math.max(seconds * line.bitsPerSecond(), LEAST_WAITING_BYTES * 8.0)) {
            drop();
        }
    }

    private double burst() {
        return starved ? BURST_BITS / 4.0 : Math.max(BURST_BITS, rate() * SLOT_NANOS / 1e9);
    }

    private void pay(long nanos) {
        // To what waits the time is owed, or a fast line would carry no more than a burst each time it is drained.
        double credit = waiting.isEmpty() ? 0 : rate() * CATCH_UP_NANOS / 1e9;
        debtBits = Math.max(-credit, debtBits - (nanos - paidNanos) / 1e9 * rate());
        paidNanos = nanos;
    }

    private double rate() {
        long rate = line.bitsPerSecond();
        return rate * (starved ? STARVED : rate < THIN ? THIN_FASTER : FASTER);
    }

    private void later() {
        if (!draining) {
            draining = true;
            way.drainLater(SLOT_NANOS);
        }
    }

    /// Sends what has waited long enough.
    public void drain() {
        draining = false;
        long nanos = clock.getAsLong();
        pay(nanos);
        probe(nanos);
        while (!waiting.isEmpty() && debtBits < burst()) {
            sendNext(nanos);
        }
        if (!waiting.isEmpty() || probeUntilNanos != 0) {
            later();
        }
    }

    /// @return its bits
    private double sendNext(long nanos) {
        Waiting next = waiting.remove();
        waitingBytes -= next.length();
        debtBits += next.length() * 8.0;
        now(next.array(), next.length(), nanos);
        return next.length() * 8.0;
    }

    private void now(byte[] array, int length, long nanos) {
        if (numbered) {
            Bytes.put16(array, RtpHeader.COUNTER_AT, line.sent(length, nanos));
        }
        way.send(array, length);
    }

    /// A transport-wide feedback packet of the receiver's.
    public void feedback(byte[] array, int offset, int length) {
        if (numbered) {
            line.feedback(array, offset, length, clock.getAsLong());
        }
    }

    /// Time passes; to be called some ten times a second.
    ///
    /// @param held    whether anything is held back from the receiver
    /// @param missing how much more the line would have to carry, bits a second
    public void tick(boolean held, long missing) {
        long nanos = clock.getAsLong();
        line.tick(nanos);
        starved = held;
        if (!line.isKnown() || missing == 0 || probeUntilNanos != 0) {
            return;
        }
        long calm = nanos - Math.max(probedNanos, line.fellNanos());
        boolean helped = beforeProbe > 0 && line.bitsPerSecond() > beforeProbe * 5 / 4;
        if (calm >= (helped ? NEXT_PROBE_NANOS : probePauseNanos)) {
            probePauseNanos = helped ? PROBE_PAUSE_NANOS : Math.min(probePauseNanos * 3 / 2, MAX_PROBE_PAUSE_NANOS);
            beforeProbe = line.bitsPerSecond();
            probeRate = Math.min(beforeProbe * 2, beforeProbe + missing + missing / 4 + 100_000);
            probeUntilNanos = nanos + PROBE_NANOS;
            probedNanos = nanos;
            probeBits = 0;
            line.probing();
            later();
        }
    }

    private void probe(long nanos) {
        if (probeUntilNanos == 0) {
            return;
        }
        double due = (nanos - (probeUntilNanos - PROBE_NANOS)) / 1e9 * probeRate;
        // What waits tries the line as well as padding does, and is of use.
        while (probeBits < due && !waiting.isEmpty()) {
            probeBits += sendNext(nanos);
        }
        while (probeBits < due && way.pad()) {
            probeBits += 8 * RtpHeader.PADDING_PACKET;
        }
        if (nanos >= probeUntilNanos) {
            probeUntilNanos = 0;
            line.probed();
        }
    }

    /// Whether pictures were dropped since this was last asked.
    public boolean overflowed() {
        boolean dropped = overflowed;
        overflowed = false;
        return dropped;
    }

    /// Bytes of pictures that wait.
    public int waitingBytes() {
        return waitingBytes;
    }
}
