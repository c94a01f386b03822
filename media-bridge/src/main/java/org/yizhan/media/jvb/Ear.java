package org.yizhan.media.jvb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.congestion.ArrivalLog;
import org.yizhan.media.pipeline.ReceivePipeline;
import org.yizhan.media.pipeline.StreamTable;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.rtp.RtcpListener;
import org.yizhan.media.rtp.RtcpReader;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.ServerIdentity;
import org.yizhan.media.transport.ServerLine;
import org.yizhan.media.transport.TransportListener;

/// An endpoint of ours in a conference: it is sent what it names, unchanged, and what it takes in goes through the same
/// pipeline as a browser's packets do. On the media loop.
final class Ear implements TransportListener, RtcpListener, AutoCloseable {

    /// Pictures that one endpoint is sent at once: a videobridge counts its `ssrc-limit.video` for this one too.
    static final int MOST_PICTURES = 4;

    private final MediaLoop loop;
    private final Refusals refusals;
    private final Runnable lost;
    private final StreamTable streams = new StreamTable();
    private final ArrivalLog arrivals = new ArrivalLog();
    private final EarReports reports = new EarReports(arrivals);
    private final ReceivePipeline pipeline;
    private final MediaIds ids;
    private final Map<Long, HeardSource> sources = new LinkedHashMap<>();
    private Runnable leave = () -> {};
    private @Nullable ServerLine line;
    private @Nullable BridgeChannel channel;
    private long nowNanos;
    private boolean closed;

    /// @param ids  payload types as the members' browsers number them, header extensions as we do
    /// @param lost the connection is gone
    Ear(MediaLoop loop, Refusals refusals, MediaIds ids, Runnable lost) {
        this.loop = loop;
        this.refusals = refusals;
        this.ids = ids;
        this.lost = lost;
        this.pipeline = new ReceivePipeline(ids, streams, arrivals, refusals);
    }

    /// Joins a conference; done when packets can come.
    ///
    /// @param fillers sources that it announces and never sends
    CompletableFuture<Described> join(
            Videobridge bridge,
            String meeting,
            String endpoint,
            ServerIdentity identity,
            List<Wire.MediaSource> fillers,
            java.util.function.Consumer<Heard> listener) {
        return ServerLine.open(loop, identity, refusals, this)
                .thenComposeAsync(
                        opened -> {
                            line = opened;
                            if (closed) {
                                opened.close();
                                return CompletableFuture.failedFuture(
                                        new VideobridgeFailure("it is not wanted any more"));
                            }
                            var wanted =
                                    Wire.Endpoint.created(endpoint, List.of("source-names"), Medias.of(ids), fillers);
                            return bridge.add(meeting, wanted)
                                    .thenComposeAsync(
                                            there -> {
                                                leave = () -> bridge.remove(meeting, endpoint);
                                                return listen(bridge, there, listener);
                                            },
                                            loop::execute)
                                    .thenComposeAsync(
                                            there -> connect(bridge, meeting, endpoint, opened, there), loop::execute);
                        },
                        loop::execute);
    }

    private CompletableFuture<Described> listen(
            Videobridge bridge, Described there, java.util.function.Consumer<Heard> listener) {
        BridgeChannel opening = new BridgeChannel(bridge.http(), there.channel(), loop::execute, listener);
        channel = opening;
        hear();
        return opening.open().thenApply(_ -> there);
    }

    private CompletableFuture<Described> connect(
            Videobridge bridge, String meeting, String endpoint, ServerLine opened, Described there) {
        Wire.Ice ours = Wire.Ice.of(opened.local(), "sha-256", opened.fingerprint());
        return bridge.connect(meeting, endpoint, ours)
                .thenComposeAsync(
                        _ -> opened.connect(there.candidates(), there.ice(), there.fingerprint()), loop::execute)
                .thenApply(_ -> there);
    }

    /// Whether another picture fits.
    boolean hasRoom() {
        return pictures().size() < MOST_PICTURES;
    }

    Collection<HeardSource> sources() {
        return sources.values();
    }

    /// Wants this one from now on.
    void add(HeardSource source) {
        MemberSource from = source.source();
        sources.put(from.ssrc(), source);
        streams.add(from.name(), from.ssrc(), from.rtx(), source.stream());
        hear();
    }

    /// Does not want it any more.
    void remove(HeardSource source) {
        sources.remove(source.source().ssrc(), source);
        hear();
    }

    private List<String> pictures() {
        return names(false);
    }

    private List<String> names(boolean audio) {
        List<String> names = new ArrayList<>();
        for (HeardSource source : sources.values()) {
            if (source.kind().isAudio() == audio) {
                names.add(source.source().name());
            }
        }
        return names;
    }

    private void hear() {
        if (channel != null) {
            channel.listen(names(true));
            channel.select(new Selection(pictures(), pictures()));
        }
    }

    @Override
    public void connected() {
        // Nothing is sent by us, so nothing waits for it.
    }

    @Override
    public void silent() {
        // The line gives up by itself.
    }

    @Override
    public void rtp(byte[] array, int offset, int length, long arrivalNanos) {
        pipeline.take(array, offset, length, arrivalNanos);
    }

    @Override
    public void rtcp(byte[] array, int offset, int length, long arrivalNanos) {
        nowNanos = arrivalNanos;
        if (!RtcpReader.read(array, offset, length, this)) {
            refusals.count(Refusals.Reason.MALFORMED_MEDIA);
        }
    }

    @Override
    public void senderReport(SenderReport report) {
        HeardSource source = sources.get(report.ssrc());
        if (source != null) {
            source.senderReport(report, nowNanos);
        }
    }

    @Override
    public void caughtUp(long now) {
        if (line != null) {
            reports.send(line, sources.values(), now);
        }
    }

    @Override
    public void lost() {
        if (!closed) {
            lost.run();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        leave.run();
        if (channel != null) {
            channel.close();
        }
        if (line != null) {
            line.close();
        }
    }
}
