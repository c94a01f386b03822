package org.yizhan.media.room;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.congestion.ArrivalLog;
import org.yizhan.media.congestion.Downlink;
import org.yizhan.media.pipeline.ReceivePipeline;
import org.yizhan.media.pipeline.ReceiveStream;
import org.yizhan.media.pipeline.SendStream;
import org.yizhan.media.pipeline.StreamTable;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.rtp.RtcpReader;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.sdp.Section;
import org.yizhan.media.sdp.SlotStream;
import org.yizhan.media.transport.MediaPort;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.Transport;
import org.yizhan.media.transport.TransportListener;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// A browser that is connected, whether in a room or not. On its transport's event loop.
final class Peer implements Member, TransportListener {

    /// Hears that a peer's connection changed.
    interface Listener {
        void connected(Peer peer);

        /// Not heard any more; may come back.
        void silent(Peer peer);

        void lost(Peer peer);
    }

    private final MemberId id;
    private final MediaIds ids;
    private final MediaIds outgoing;
    private Listener listener;
    private final Refusals refusals;
    private final Transport transport;
    private final StreamTable streams = new StreamTable();
    private final Map<SourceKind, SourceLayers> sources = new EnumMap<>(SourceKind.class);
    private final Map<SourceKind, SourceProducer> open = new EnumMap<>(SourceKind.class);
    private final List<Slot> slots = new ArrayList<>();
    private final ArrivalLog arrivals = new ArrivalLog();
    private final ReceivePipeline pipeline;
    private final PeerReports reports;
    private final Downlink downlink;
    private final Sharing sharing;
    private final LineWatch line = new LineWatch(this);
    private final long session = ThreadLocalRandom.current().nextLong(1, 1L << 52);
    private @Nullable Room room;
    private int answers;

    Peer(MemberId id, BrowserOffer offer, MediaPort port, MediaClock clock, Refusals refusals, Listener listener) {
        this.id = id;
        this.ids = offer.ids();
        this.listener = listener;
        this.refusals = refusals;
        this.outgoing = port.steers() ? ids : ids.unnumbered();
        this.downlink = new Downlink(outgoing.transportCounter() > 0, new Way(), System::nanoTime);
        this.sharing = new Sharing(downlink, slots);
        offer.sections().forEach(this::prepare);
        this.pipeline = new ReceivePipeline(ids, streams, arrivals, refusals);
        this.transport = port.connect(offer.ice(), offer.fingerprint(), this);
        this.reports = new PeerReports(this, clock, transport);
    }

    private void prepare(Section section) {
        Codec codec = section.expected();
        SourceKind kind = section.source();
        if (kind != null) {
            sources.put(kind, new SourceLayers(receive(section, kind)));
        } else if (section.slot() >= 0) {
            long ssrc = randomSsrc();
            long rtx = section.audio() ? 0 : randomSsrc();
            SendStream.Wire wire = section.audio() ? downlink::sound : downlink::picture;
            Runnable unshown = () -> refusals.count(Refusals.Reason.CODEC_LACKED);
            SendStream stream = new SendStream(codec, outgoing.only(section.codecs()), ssrc, rtx, wire);
            slots.add(new Slot(section.slot(), stream, this::isConnected, unshown));
        }
    }

    private List<ReceiveStream> receive(Section section, SourceKind kind) {
        if (section.layers().isEmpty()) {
            ReceiveStream stream = new ReceiveStream(section.expected(), new Inlet(kind, 0));
            streams.add(section.mid(), section.ssrc(), section.rtx(), stream);
            return List.of(stream);
        }
        List<ReceiveStream> layers = new ArrayList<>();
        for (String rid : section.layers()) {
            ReceiveStream stream = new ReceiveStream(section.expected(), new Inlet(kind, layers.size()));
            streams.addLayer(section.mid(), rid, stream);
            layers.add(stream);
        }
        return layers;
    }

    private static long randomSsrc() {
        return ThreadLocalRandom.current().nextLong(1, 1L << 32);
    }

    Downlink downlink() {
        return downlink;
    }

    MemberId id() {
        return id;
    }

    MediaIds ids() {
        return ids;
    }

    Transport transport() {
        return transport;
    }

    ReceivePipeline pipeline() {
        return pipeline;
    }

    PeerReports reports() {
        return reports;
    }

    LineWatch line() {
        return line;
    }

    StreamTable streams() {
        return streams;
    }

    ArrivalLog arrivals() {
        return arrivals;
    }

    List<Slot> slots() {
        return slots;
    }

    List<SlotStream> slotStreams() {
        return slots.stream()
                .map(slot -> new SlotStream(
                        slot.index(), slot.stream().ssrc(), slot.stream().rtxSsrc()))
                .toList();
    }

    long session() {
        return session;
    }

    int nextAnswer() {
        return ++answers;
    }

    @Nullable
    Room room() {
        return room;
    }

    boolean isConnected() {
        return transport.isConnected();
    }

    /// Ends the connection; the room is told by the caller. Safe to repeat.
    void close() {
        transport.close();
    }

    /// Lets it live on another loop from now on, as [Transport#move(MediaPort)]. Not while it is in a room.
    void move(MediaPort to, Listener there) {
        listener = there;
        transport.move(to);
    }

    // --- in a room -------------------------------------------------------------------------------------------------

    void joined(Room joined) {
        room = joined;
        line.begin(System.nanoTime());
    }

    @Override
    public void producerOpened(Producer producer) {
        if (producer instanceof SourceProducer source) {
            for (Slot slot : slots) {
                if (slot.wants(source.member(), source.kind())) {
                    slot.show(source);
                }
            }
        }
    }

    @Override
    public void producerClosed(Producer producer) {
        // The slots' feeds have heard of it already.
    }

    @Override
    public void left() {
        room = null;
        slots.forEach(Slot::close);
    }

    /// Fills the slots as the plan says; those it does not name are emptied.
    void fill(List<SlotFill> fills, Room here) {
        for (Slot slot : slots) {
            SlotFill fill = null;
            for (SlotFill candidate : fills) {
                fill = candidate.slot() == slot.index() ? candidate : fill;
            }
            slot.want(fill, fill == null ? null : here.producer(fill.member(), fill.source()));
        }
    }

    /// The plan may let sources send that have been sending already: they are there at once, not with their next
    /// packet.
    void openFlowing(long nowNanos) {
        Room here = room;
        if (here == null) {
            return;
        }
        sources.forEach((kind, layers) -> {
            ReceiveStream stream = layers.flowing(nowNanos);
            if (!open.containsKey(kind) && stream != null && here.allows(id, kind)) {
                SourceProducer fresh = producer(here, kind, stream);
                open.put(kind, fresh);
                fresh.open(() -> here.opened(fresh));
            }
        });
    }

    /// A picture that comes before there is a room may be let through at any moment: it is asked for key frames
    /// until then, so that it can be shown at once.
    void keepOpenings(long nowNanos) {
        sources.forEach((kind, layers) -> {
            ReceiveStream stream = room == null && !kind.isAudio() ? layers.flowing(nowNanos) : null;
            if (stream != null && stream.opening().isAging(nowNanos)) {
                stream.keyframes().first();
            }
        });
    }

    private SourceProducer producer(Room here, SourceKind kind, ReceiveStream stream) {
        List<ReceiveStream> below = Objects.requireNonNull(sources.get(kind)).below(stream);
        return new SourceProducer(this, here.label(id), kind, stream, below);
    }

    @Nullable
    SourceProducer producer(SourceKind kind) {
        return open.get(kind);
    }

    List<SourceProducer> producers() {
        return List.copyOf(open.values());
    }

    void closed(SourceProducer producer) {
        open.remove(producer.kind(), producer);
    }

    /// A key frame is wanted: asks now rather than when the next packets have come.
    void askSoon() {
        reports.askForKeyframes(System.nanoTime());
    }

    /// What the downlink needs.
    private final class Way implements Downlink.Way {

        @Override
        public void send(byte[] array, int length) {
            transport.sendRtp(array, length);
        }

        @Override
        public void drainLater(long nanos) {
            transport.later(nanos, downlink::drain);
        }

        @Override
        public boolean pad() {
            for (Slot slot : slots) {
                if (slot.stream().pad(downlink::padding)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Where a stream's packets leave the pipeline.
    private final class Inlet implements ReceiveStream.Sink {

        private final SourceKind kind;
        private final int layer;

        /// @param layer 0: the best, or the only one
        Inlet(SourceKind kind, int layer) {
            this.kind = kind;
            this.layer = layer;
        }

        @Override
        public void packet(RtpPacket packet, long arrivalNanos) {
            SourceProducer producer = open.get(kind);
            SourceLayers layers = sources.get(kind);
            Room here = room;
            if (layers == null) {
                return;
            }
            ReceiveStream stream = layers.get(layer);
            boolean ends = producer != null
                    && (producer.stream() == stream
                            ? producer.isOutdated()
                            : layers.supersedes(layer, producer.stream(), packet, arrivalNanos));
            if (producer != null && here != null && ends) {
                here.ended(producer);
                producer = null;
            }
            if (producer != null) {
                producer.packet(stream, packet, arrivalNanos);
            } else if (here != null && here.allows(id, kind)) {
                if (ends || layers.begins(layer, arrivalNanos)) {
                    SourceProducer fresh = producer(here, kind, stream);
                    open.put(kind, fresh);
                    fresh.open(() -> here.opened(fresh), packet, arrivalNanos);
                }
            } else if (here != null) {
                stream.opening().forget();
            }
        }

        @Override
        public void padding(RtpPacket packet, long arrivalNanos) {
            SourceProducer producer = open.get(kind);
            SourceLayers layers = sources.get(kind);
            if (producer != null && layers != null) {
                producer.padding(layers.get(layer), packet, arrivalNanos);
            }
        }
    }

    // --- from the transport ----------------------------------------------------------------------------------------

    @Override
    public void connected() {
        slots.forEach(Slot::connected);
        listener.connected(this);
    }

    @Override
    public void silent() {
        listener.silent(this);
    }

    @Override
    public void rtp(byte[] array, int offset, int length, long arrivalNanos) {
        pipeline.take(array, offset, length, arrivalNanos);
    }

    @Override
    public void rtcp(byte[] array, int offset, int length, long arrivalNanos) {
        if (!RtcpReader.read(array, offset, length, reports.at(arrivalNanos))) {
            refusals.count(Refusals.Reason.MALFORMED_MEDIA);
        }
    }

    @Override
    public void caughtUp(long nowNanos) {
        sharing.due(nowNanos, reports.isLongWay());
        reports.send(nowNanos);
    }

    @Override
    public void lost() {
        listener.lost(this);
    }
}
