package org.yizhan.media.recording;

/// A stretch of the session clock in which one source is played, `[fromMs, toMs)`.
///
/// @param source its number, in either copy
public record Take(int source, long fromMs, long toMs) {

    long lengthMs() {
        return toMs - fromMs;
    }

    boolean isAt(long ms) {
        return fromMs <= ms && ms < toMs;
    }
}
