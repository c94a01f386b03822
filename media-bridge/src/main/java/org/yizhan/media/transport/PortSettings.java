package org.yizhan.media.transport;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/// How a media port is opened.
///
/// @param addresses   ours, best first
/// @param port        the same on each; 0 lets the system choose
/// @param all         whether every address must be there; otherwise one that cannot be bound is left out, as long
///                    as one can
/// @param tcp         whether members may also connect by TCP, on the same port number
/// @param steer       whether what members are sent follows an estimate of their lines
/// @param up          faults on purpose of what members send
/// @param down        faults on purpose of what they are sent
/// @param silence     nothing authentic for this long: the peer no longer consents (RFC 7675 §5.1) and is sent nothing
/// @param memory      how long the keys of a silent peer are kept, so that it may come back with an ICE restart
public record PortSettings(
        List<InetAddress> addresses,
        int port,
        boolean all,
        boolean tcp,
        boolean steer,
        LineFaults up,
        LineFaults down,
        Duration silence,
        Duration memory) {

    public static final Duration SILENCE = Duration.ofSeconds(30);
    public static final Duration MEMORY = Duration.ofMinutes(5);

    /// Steered.
    public PortSettings(
            List<InetAddress> addresses,
            int port,
            boolean all,
            boolean tcp,
            LineFaults up,
            LineFaults down,
            Duration silence,
            Duration memory) {
        this(addresses, port, all, tcp, true, up, down, silence, memory);
    }

    /// All of the addresses, no faults, the usual times.
    public static PortSettings of(List<InetAddress> addresses, int port) {
        return new PortSettings(addresses, port, true, true, LineFaults.NONE, LineFaults.NONE, SILENCE, MEMORY);
    }
}
