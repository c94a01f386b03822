package org.yizhan.media.jvb;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.ServerIdentity;
import org.yizhan.protocol.bridge.SlotFill;

/// The one conference in which all members are, whatever meeting they are in, and an endpoint of ours that keeps it
/// open and has the fillers. Members connect before it is known whom they will meet, and a videobridge cannot move an
/// endpoint from one conference to another; so who sees and hears whom is not decided by conferences but by what each
/// endpoint is told to be sent.
///
/// @param conference the videobridge's own name of it
/// @param fillers    names of sources that never send
record Hall(Videobridge bridge, String meeting, String conference, List<String> fillers, Ear keeper) {

    /// Whatever browsers choose, nothing is ever sent to the keeper; header extensions are ours in every endpoint.
    static final MediaIds OURS = new MediaIds(111, -1, 96, 97, 4, 3, 1);

    /// A conference's name must have the form of an address.
    private static final String NAME = "hall@yizhan.invalid";

    /// Eight digits, as Jitsi's own clients have.
    static String endpoint() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    static long ssrc() {
        return ThreadLocalRandom.current().nextLong(1, 1L << 32);
    }

    /// @param listener hears which endpoints are heard
    /// @param lost     the videobridge is gone
    static CompletableFuture<Hall> open(
            Videobridge bridge,
            MediaLoop loop,
            Refusals refusals,
            ServerIdentity identity,
            Consumer<Heard> listener,
            Runnable lost) {
        String meeting = UUID.randomUUID().toString();
        String endpoint = endpoint();
        Ear keeper = new Ear(loop, refusals, OURS, lost);
        List<String> names = new ArrayList<>();
        List<Wire.MediaSource> fillers = new ArrayList<>();
        for (int i = 0; i < SlotFill.VIDEO_SLOTS; i++) {
            names.add(endpoint + "-v" + i);
            fillers.add(Wire.MediaSource.pictures(endpoint + "-v" + i, ssrc(), ssrc()));
        }
        return bridge.open(meeting, NAME)
                .thenComposeAsync(
                        _ -> keeper.join(bridge, meeting, endpoint, identity, fillers, listener), loop::execute)
                .thenApply(there -> new Hall(bridge, meeting, there.conference(), List.copyOf(names), keeper))
                .whenCompleteAsync(
                        (_, failure) -> {
                            if (failure != null) {
                                keeper.close();
                                bridge.close(meeting);
                            }
                        },
                        loop::execute);
    }
}
