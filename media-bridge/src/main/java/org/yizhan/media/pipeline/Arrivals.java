package org.yizhan.media.pipeline;

/// Hears when each packet of a connection came in, for congestion feedback.
@FunctionalInterface
public interface Arrivals {

    /// @param counter transport-wide sequence number, 16 bits
    void arrived(int counter, long nanos);
}
