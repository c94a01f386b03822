package org.yizhan.media.congestion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.yizhan.media.rtp.RtcpListener;
import org.yizhan.media.rtp.RtcpReader;
import org.yizhan.media.rtp.RtcpWriter;

/// A sender that sends as much as its estimate says, a bottleneck with a queue, and a receiver that gives
/// feedback as ours does, in simulated time of one-millisecond steps.
final class SimulatedLine {

    private static final long MILLI = 1_000_000L;
    private static final int PACKET = 1_200;
    private static final long PROPAGATION_MILLIS = 25;

    private record Event(long millis, Runnable what) {}

    /// What was estimated, and how long the queue was, at one moment.
    record Sample(double second, double estimate, double queueMillis, double delivered) {}

    private final LineEstimate estimate;
    private final DoubleUnaryOperator capacity;
    private final DoubleUnaryOperator offered;
    private final double loss;
    private final double jitterMillis;
    private final double queueLimitMillis;
    private final SplittableRandom random = new SplittableRandom(11);
    private final ArrivalLog arrivals = new ArrivalLog();
    private final RtcpWriter writer = new RtcpWriter();
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::millis));
    private double longerFromMillis = Double.MAX_VALUE;
    private double longerByMillis;
    private double freeMillis;
    private double credit;
    private long deliveredBits;

    /// @param capacity bits a second at a second of the simulation
    /// @param offered  the most that the sender has to send, likewise
    SimulatedLine(
            LineEstimate estimate,
            DoubleUnaryOperator capacity,
            DoubleUnaryOperator offered,
            double loss,
            double jitterMillis,
            double queueLimitMillis) {
        this.estimate = estimate;
        this.capacity = capacity;
        this.offered = offered;
        this.loss = loss;
        this.jitterMillis = jitterMillis;
        this.queueLimitMillis = queueLimitMillis;
    }

    /// From this second on packets take another path, which is longer.
    SimulatedLine longerFrom(double second, double millis) {
        longerFromMillis = second * 1_000;
        longerByMillis = millis;
        return this;
    }

    /// Samples each 100 ms.
    List<Sample> run(int seconds) {
        List<Sample> samples = new ArrayList<>();
        long delivered = 0;
        for (long now = 1; now <= seconds * 1_000L; now++) {
            while (!events.isEmpty() && events.peek().millis() <= now) {
                events.poll().what().run();
            }
            send(now);
            feedback(now);
            if (now % 100 == 0) {
                estimate.tick(now * MILLI);
                samples.add(new Sample(
                        now / 1_000.0,
                        estimate.bitsPerSecond(),
                        Math.max(0, freeMillis - now),
                        (deliveredBits - delivered) * 10.0));
                delivered = deliveredBits;
            }
        }
        return samples;
    }

    private void send(long now) {
        credit += Math.min(estimate.bitsPerSecond(), offered.applyAsDouble(now / 1e3)) / 1_000;
        while (credit >= PACKET * 8) {
            credit -= PACKET * 8;
            int number = estimate.sent(PACKET, now * MILLI);
            double start = Math.max(now, freeMillis);
            if (start - now > queueLimitMillis) {
                continue;
            }
            freeMillis = start + PACKET * 8_000.0 / capacity.applyAsDouble(now / 1e3);
            if (random.nextDouble() < loss) {
                continue;
            }
            double path = PROPAGATION_MILLIS + (now < longerFromMillis ? 0 : longerByMillis);
            double arrival = freeMillis + path + random.nextDouble() * jitterMillis;
            long nanos = (long) (arrival * MILLI);
            events.add(new Event((long) Math.ceil(arrival), () -> {
                arrivals.arrived(number, nanos);
                deliveredBits += PACKET * 8;
            }));
        }
    }

    private void feedback(long now) {
        writer.clear();
        while (arrivals.tell(writer, 1, 2, now * MILLI)) {
            byte[] packet = java.util.Arrays.copyOf(writer.array(), writer.length());
            writer.clear();
            if (random.nextDouble() < loss) {
                continue;
            }
            events.add(new Event(
                    now + PROPAGATION_MILLIS,
                    () -> RtcpReader.read(packet, 0, packet.length, new RtcpListener() {
                        @Override
                        public void transportFeedback(byte[] array, int offset, int length) {
                            estimate.feedback(array, offset, length, (now + PROPAGATION_MILLIS) * MILLI);
                        }
                    })));
        }
    }
}
