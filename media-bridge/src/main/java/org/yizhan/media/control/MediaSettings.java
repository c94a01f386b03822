package org.yizhan.media.control;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import org.yizhan.media.transport.PortSettings;

/// `yizhan.media.*`.
///
/// @param engine    what forwards the packets
/// @param jvb       the videobridges, when they do
/// @param port      the one port of all media; 0 lets the system choose one
/// @param addresses the addresses that browsers send to, best first, each of them this machine's own:
///                  behind a NAT, forward the port to one of them and name it here. Empty: 127.0.0.1 and
///                  every other address of the machine
/// @param loops     event loops that share the port and the meetings, each as much as one core carries
/// @param tcp       whether browsers without UDP may connect by TCP to the same port number
/// @param steer     whether what browsers are sent follows an estimate of their lines
/// @param url       where parts reach this bridge, when there are several; without it only the parts that
///                  name it in their settings know of it
/// @param region    the station whose booths it is near to, as its path (`d01.s01`); empty: near to all
/// @param drain     how long an end in good order waits for the meetings to end
/// @param faults    for trials only
@Validated
@ConfigurationProperties("yizhan.media")
record MediaSettings(
        @DefaultValue("embedded") Engine engine,
        @DefaultValue @Valid JvbSettings jvb,
        @DefaultValue("10000") @Min(0) @Max(65_535) int port,
        @DefaultValue List<InetAddress> addresses,
        @DefaultValue("1") @Min(1) @Max(64) int loops,
        @DefaultValue("true") boolean tcp,
        @DefaultValue("true") boolean steer,
        @Nullable String url,

        @DefaultValue("") @Pattern(regexp = "|[a-z0-9]+(\\.[a-z0-9]+)*")
        String region,

        @DefaultValue("0s") Duration drain,
        @DefaultValue @Valid MediaFaults faults) {

    /// What forwards the packets.
    enum Engine {
        /// This process.
        EMBEDDED,
        /// A stock Jitsi Videobridge.
        JVB
    }

    PortSettings portSettings() {
        boolean named = !addresses.isEmpty();
        return new PortSettings(
                named ? addresses : LocalAddresses.all(),
                port,
                named,
                tcp,
                steer,
                faults.up(),
                faults.down(),
                PortSettings.SILENCE,
                PortSettings.MEMORY);
    }
}
