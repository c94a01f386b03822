package org.yizhan.media.room;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.MediaPort;
import org.yizhan.media.transport.PortSettings;
import org.yizhan.media.transport.Refusals;

/// The engine as the product starts it, on one event loop or several.
final class TestEngines {

    private TestEngines() {}

    static MediaEngine on(
            int loops, PortSettings settings, Refusals refusals, Recorders recorders, RoomListener listener) {
        return on(loops, settings, refusals, recorders, listener, _ -> {});
    }

    /// @param opened hears of the ports, one for each loop
    static MediaEngine on(
            int loops,
            PortSettings settings,
            Refusals refusals,
            Recorders recorders,
            RoomListener listener,
            Consumer<List<MediaPort>> opened) {
        List<MediaLoop> all = Stream.generate(MediaLoop::new).limit(loops).toList();
        List<MediaPort> ports = MediaPort.open(all, settings, refusals, Instant.now());
        opened.accept(ports);
        List<EmbeddedEngine> engines = IntStream.range(0, loops)
                .mapToObj(i -> new EmbeddedEngine(
                        all.get(i),
                        ports.get(i),
                        refusals,
                        recorders,
                        listener,
                        "test",
                        System.currentTimeMillis() * 1_000_000))
                .toList();
        return loops == 1 ? engines.getFirst() : new LoopedEngine(engines);
    }
}
