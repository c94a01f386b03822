package org.yizhan.load;

import java.util.Locale;

/// What one measurement of one server gave.
///
/// @param packets   forwarded
/// @param lost      sent but never received
/// @param cpuMicros of the server's whole process, for each packet forwarded
/// @param p99Millis forward latency, from just before protection at the sender until the kernel has it for the
/// receiver
/// @param bytes     allocated for each packet forwarded; 0 where there is no such thing
/// @param core      how much of one core the server used
/// @param lateMillis how late the load was at worst
record Figures(
        long packets,
        long lost,
        double cpuMicros,
        double p50Millis,
        double p99Millis,
        double bytes,
        double core,
        double lateMillis) {

    String line() {
        return String.format(
                Locale.ROOT,
                "%d packets, %d lost, %.2f µs each, forwarded in p50 %.2f ms p99 %.2f ms, %.0f bytes allocated each,"
                        + " %.0f %% of a core, load late by %.1f ms at worst",
                packets,
                lost,
                cpuMicros,
                p50Millis,
                p99Millis,
                bytes,
                core * 100,
                lateMillis);
    }

    boolean isWhole() {
        return lost == 0;
    }
}
