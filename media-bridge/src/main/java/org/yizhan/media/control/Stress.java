package org.yizhan.media.control;

import java.time.Duration;
import org.yizhan.media.room.MediaEngine.Load;

/// How much of what it can carry a bridge carries, as a number between 0 and 1: the largest of three
/// shares. The loops' own work tells most, since they carry everything, each as much as any other; packets and meetings
/// are bounded by what was measured to be carried without loss (`./bench forwarding`, docs/benchmarks.md),
/// whatever the loop says.
final class Stress {

    /// Media packets a second from members, for each loop: a hundred meetings of two.
    static final double MOST_PACKETS = 34_000;

    /// Meetings at once, for each loop.
    static final double MOST_ROOMS = 100;

    /// What lies further back hardly counts.
    private static final double MEMORY_SECONDS = Duration.ofSeconds(3).toSeconds();

    private long atNanos = Long.MIN_VALUE;
    private long cpuNanos;
    private long packets;
    private double cpuShare;
    private double packetRate;

    /// @return the stress now
    double note(Load load, long nowNanos) {
        if (atNanos != Long.MIN_VALUE && nowNanos > atNanos) {
            double seconds = (nowNanos - atNanos) / 1e9;
            double weight = 1 - Math.exp(-seconds / MEMORY_SECONDS);
            cpuShare += weight * ((load.cpuNanos() - cpuNanos) / 1e9 / seconds - cpuShare);
            packetRate += weight * ((load.packets() - packets) / seconds - packetRate);
        }
        atNanos = nowNanos;
        cpuNanos = load.cpuNanos();
        packets = load.packets();
        double all = Math.max(cpuShare, Math.max(packetRate / MOST_PACKETS, load.rooms() / MOST_ROOMS));
        double ours = all / load.loops();
        double most = Math.max(ours, load.stress());
        return Math.clamp(most, 0, 1);
    }
}
