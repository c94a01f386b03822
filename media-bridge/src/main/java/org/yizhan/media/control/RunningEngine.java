package org.yizhan.media.control;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.yizhan.media.room.EmbeddedEngine;
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

    private volatile @Nullable EmbeddedEngine engine;

    RunningEngine(MediaSettings settings, Refusals refusals, Recorders recorders, RoomListener listener, Clock clock) {
        this.settings = settings;
        this.refusals = refusals;
        this.recorders = recorders;
        this.listener = listener;
        this.clock = clock;
    }

    String instance() {
        return instance;
    }

    Recorders recorders() {
        return recorders;
    }

    @Override
    public MediaEngine engine() {
        EmbeddedEngine running = engine;
        if (running == null) {
            throw new ProblemException(NOT_READY);
        }
        return running;
    }

    @Override
    public synchronized void start() {
        MediaLoop loop = new MediaLoop();
        Instant now = clock.instant();
        try {
            MediaPort port = MediaPort.open(loop, settings.portSettings(), refusals, now);
            LOG.info("media on UDP {}", port.addresses());
            if (!settings.faults().isNone()) {
                LOG.warn("datagrams suffer on purpose: {}", settings.faults());
            }
            engine = new EmbeddedEngine(
                    loop,
                    port,
                    refusals,
                    recorders,
                    listener,
                    instance,
                    now.getEpochSecond() * 1_000_000_000L + now.getNano());
        } catch (RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    @Override
    public synchronized void stop() {
        EmbeddedEngine running = engine;
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
