package org.yizhan.media.control;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.yizhan.media.jvb.JvbEngine;
import org.yizhan.media.room.EmbeddedEngine;
import org.yizhan.media.room.LoopedEngine;
import org.yizhan.media.room.MediaEngine;
import org.yizhan.media.room.Recorders;
import org.yizhan.media.room.RoomListener;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.MediaPort;
import org.yizhan.media.transport.Refusals;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;

/// The engine while the application runs.
final class RunningEngine implements LiveEngine, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RunningEngine.class);

    private static final Problem NOT_READY =
            Problem.of(503, "media-not-ready", "音视频服务正在启动，请稍候。", "The media bridge is starting or stopping.");

    private final MediaSettings settings;
    private final Refusals refusals;
    private final Recorders recorders;
    private final RoomListener listener;
    private final Clock clock;

    /// Changes with every start of the process, and only then.
    private final String instance = UUID.randomUUID().toString();

    private volatile @Nullable MediaEngine engine;

    RunningEngine(MediaSettings settings, Refusals refusals, Recorders recorders, RoomListener listener, Clock clock) {
        this.settings = settings;
        this.refusals = refusals;
        this.recorders = recorders;
        this.listener = listener;
        this.clock = clock;
    }

    String instance() {
        MediaEngine running = engine;
        return running == null ? instance : running.instance();
    }

    Recorders recorders() {
        return recorders;
    }

    @Override
    public MediaEngine engine() {
        MediaEngine running = engine;
        if (running == null) {
            throw new ProblemException(NOT_READY);
        }
        return running;
    }

    @Override
    public synchronized void start() {
        int count = settings.engine() == MediaSettings.Engine.EMBEDDED ? settings.loops() : 1;
        List<MediaLoop> loops = Stream.generate(MediaLoop::new).limit(count).toList();
        try {
            engine = switch (settings.engine()) {
                case EMBEDDED -> embedded(loops, clock.instant());
                case JVB -> jvb(loops.getFirst(), clock.instant());
            };
        } catch (RuntimeException e) {
            loops.forEach(MediaLoop::close);
            throw e;
        }
    }

    private MediaEngine embedded(List<MediaLoop> loops, Instant now) {
        List<MediaPort> ports = MediaPort.open(loops, settings.portSettings(), refusals, now);
        LOG.info("media on UDP {}, event loops: {}", ports.getFirst().addresses(), loops.size());
        if (!settings.faults().isNone()) {
            LOG.warn("datagrams suffer on purpose: {}", settings.faults());
        }
        long wallNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        List<EmbeddedEngine> engines = IntStream.range(0, loops.size())
                .mapToObj(i -> new EmbeddedEngine(
                        loops.get(i), ports.get(i), refusals, recorders, listener, instance, wallNanos))
                .toList();
        return engines.size() == 1 ? engines.getFirst() : new LoopedEngine(engines);
    }

    private MediaEngine jvb(MediaLoop loop, Instant now) {
        List<URI> bridges = settings.jvb().bridges();
        if (bridges.isEmpty()) {
            throw new IllegalStateException("yizhan.media.engine=jvb needs yizhan.media.jvb.bridges");
        }
        LOG.info("media by the videobridges {}", bridges);
        return new JvbEngine(
                loop,
                bridges,
                refusals,
                recorders,
                listener,
                () -> UUID.randomUUID().toString(),
                now);
    }

    @Override
    public synchronized void stop() {
        MediaEngine running = engine;
        engine = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return engine != null;
    }

    /// After the recorders and before the web server, which is the other way round at the end.
    @Override
    public int getPhase() {
        return 10;
    }
}
