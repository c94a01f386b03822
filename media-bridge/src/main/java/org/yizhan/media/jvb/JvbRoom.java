package org.yizhan.media.jvb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.media.room.Recorder;
import org.yizhan.media.room.Recorders;
import org.yizhan.media.room.RoomFacts;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.ServerIdentity;
import org.yizhan.protocol.bridge.LiveMeeting;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// One meeting: its plan, and what the recorder hears of it. On the media loop.
final class JvbRoom implements RoomFacts {

    private static final Logger LOG = LoggerFactory.getLogger(JvbRoom.class);

    private final ConsultationId consultation;
    private final MediaLoop loop;
    private final Refusals refusals;
    private final ServerIdentity identity;
    private final Recorders recorders;
    private final Runnable again;
    private final Map<String, HeardSource> heard = new LinkedHashMap<>();
    private final Map<String, Ear> carriers = new LinkedHashMap<>();
    private final List<Ear> ears = new ArrayList<>();
    private RoomPlan plan = new RoomPlan(Long.MIN_VALUE, List.of(), null);
    private @Nullable Recorder recorder;
    private long turn;
    private long occupiedNanos = System.nanoTime();
    private boolean closed;

    /// @param again asks for [#refresh(Map)] soon: the recorder lost its line
    JvbRoom(
            ConsultationId consultation,
            MediaLoop loop,
            Refusals refusals,
            ServerIdentity identity,
            Recorders recorders,
            Runnable again) {
        this.consultation = consultation;
        this.loop = loop;
        this.refusals = refusals;
        this.identity = identity;
        this.recorders = recorders;
        this.again = again;
    }

    @Override
    public ConsultationId consultation() {
        return consultation;
    }

    @Override
    public void onLoop(Runnable task) {
        loop.execute(task);
    }

    RoomPlan plan() {
        return plan;
    }

    boolean isRecording() {
        return recorder != null && recorder.writing();
    }

    boolean expects(MemberId id) {
        return planned(id).isPresent();
    }

    private Optional<MemberPlan> planned(MemberId id) {
        return plan.members().stream().filter(it -> it.member().equals(id)).findFirst();
    }

    /// For how long nobody has been connected.
    long desertedFor(Map<MemberId, JvbPeer> peers, long nowNanos) {
        if (!connected(peers).isEmpty()) {
            occupiedNanos = nowNanos;
        }
        return nowNanos - occupiedNanos;
    }

    /// The plan's members whose connection is up, in the plan's order.
    List<MemberId> connected(Map<MemberId, JvbPeer> peers) {
        return plan.members().stream()
                .map(MemberPlan::member)
                .filter(member -> {
                    JvbPeer peer = peers.get(member);
                    return peer != null && peer.isConnected();
                })
                .toList();
    }

    /// @return false when the plan is older than the one in force; then nothing changed
    boolean arrange(RoomPlan wanted) {
        if (closed || wanted.revision() < plan.revision()) {
            return false;
        }
        plan = wanted;
        return true;
    }

    /// Makes everybody be sent, and the recorder hear, what the plan says of those that are here.
    void refresh(Map<MemberId, JvbPeer> peers) {
        if (closed) {
            return;
        }
        for (MemberPlan member : plan.members()) {
            JvbPeer peer = peers.get(member.member());
            if (peer != null) {
                show(member, peer, peers);
            }
        }
        record();
        if (recorder != null) {
            hear(peers);
        }
    }

    private void show(MemberPlan member, JvbPeer peer, Map<MemberId, JvbPeer> peers) {
        List<String> sounds = new ArrayList<>();
        List<@Nullable String> pictures = JvbPeer.slots();
        for (SlotFill fill : member.slots()) {
            String name = source(fill.member(), fill.source(), peers)
                    .map(MemberSource::name)
                    .orElse(null);
            if (name != null && fill.source().isAudio()) {
                sounds.add(name);
            } else if (name != null && !pictures.contains(name)) {
                pictures.set(fill.slot() - SlotFill.AUDIO_SLOTS, name);
            }
        }
        peer.show(sounds, pictures);
    }

    /// A source that is there and may be forwarded.
    private Optional<MemberSource> source(MemberId owner, SourceKind kind, Map<MemberId, JvbPeer> peers) {
        boolean allowed = planned(owner).filter(it -> it.sends().contains(kind)).isPresent();
        return allowed ? Optional.ofNullable(peers.get(owner)).flatMap(peer -> peer.source(kind)) : Optional.empty();
    }

    /// As those see it who look after the bridge.
    LiveMeeting seen(Map<MemberId, JvbPeer> peers) {
        List<MemberId> up = connected(peers);
        return new LiveMeeting(
                consultation,
                isRecording(),
                plan.members().stream()
                        .map(it -> new LiveMeeting.Member(it.label(), up.contains(it.member()), null))
                        .toList());
    }

    // --- the recorder ----------------------------------------------------------------------------------------------

    private void record() {
        var wanted = plan.recording();
        if (wanted == null) {
            dismiss();
        } else if (recorder == null || wanted.turn() > turn) {
            dismiss();
            turn = wanted.turn();
            Recorder joining = recorders.open(this, wanted);
            recorder = joining;
            joining.arrange(wanted);
        } else {
            recorder.arrange(wanted);
        }
    }

    private void hear(Map<MemberId, JvbPeer> peers) {
        Set<String> wanted = new HashSet<>();
        for (MemberPlan member : plan.members()) {
            JvbPeer peer = peers.get(member.member());
            for (SourceKind kind : SourceKind.values()) {
                Optional<MemberSource> source = source(member.member(), kind, peers);
                if (peer != null && source.isPresent()) {
                    wanted.add(source.get().name());
                    if (!heard.containsKey(source.get().name())) {
                        begin(source.get(), member.label(), peer);
                    }
                }
            }
        }
        for (String name : List.copyOf(heard.keySet())) {
            if (!wanted.contains(name)) {
                end(name);
            }
        }
    }

    private void begin(MemberSource source, String label, JvbPeer peer) {
        HeardSource fresh = new HeardSource(source, label, this::opened);
        heard.put(source.name(), fresh);
        Ear ear = ears.stream()
                .filter(it -> source.kind().isAudio() || it.hasRoom())
                .findFirst()
                .orElseGet(() -> another(peer));
        carriers.put(source.name(), ear);
        ear.add(fresh);
    }

    private Ear another(JvbPeer peer) {
        var numbers = peer.offer().ids();
        var ids = new MediaIds(
                numbers.opus(),
                -1,
                numbers.vp8(),
                numbers.rtx(),
                Hall.OURS.mid(),
                Hall.OURS.transportCounter(),
                Hall.OURS.audioLevel());
        Hall hall = peer.hall();
        Ear[] made = new Ear[1];
        Ear ear = new Ear(loop, refusals, ids, () -> lost(made[0], "its line is gone"));
        made[0] = ear;
        ears.add(ear);
        ear.join(hall.bridge(), hall.meeting(), Hall.endpoint(), identity, List.of(), _ -> {})
                .whenCompleteAsync(
                        (_, failure) -> {
                            if (failure != null) {
                                lost(ear, String.valueOf(failure.getMessage()));
                            }
                        },
                        loop::execute);
        return ear;
    }

    /// The recorder hears no more by this one; it tries another.
    private void lost(Ear ear, String why) {
        if (ears.remove(ear)) {
            LOG.warn("the recorder is not connected to the videobridge: {}", why);
            ear.close();
            List.copyOf(ear.sources()).forEach(source -> end(source.source().name()));
            again.run();
        }
    }

    private void opened(HeardSource source) {
        if (recorder != null) {
            recorder.producerOpened(source);
        }
    }

    private void end(String name) {
        HeardSource source = heard.remove(name);
        Ear ear = carriers.remove(name);
        if (source == null) {
            return;
        }
        if (ear != null) {
            ear.remove(source);
        }
        boolean told = source.isOpen();
        source.close();
        if (told && recorder != null) {
            recorder.producerClosed(source);
        }
    }

    private void dismiss() {
        Recorder leaving = recorder;
        if (leaving != null) {
            List.copyOf(heard.keySet()).forEach(this::end);
            recorder = null;
            leaving.left();
        }
        ears.forEach(Ear::close);
        ears.clear();
    }

    /// The videobridge is gone, and all of its endpoints with it.
    void forsaken() {
        List.copyOf(heard.keySet()).forEach(this::end);
        ears.forEach(Ear::close);
        ears.clear();
    }

    /// Ends the room; safe to repeat. The members' connections stay.
    void close(Map<MemberId, JvbPeer> peers) {
        if (closed) {
            return;
        }
        for (MemberPlan member : plan.members()) {
            JvbPeer peer = peers.get(member.member());
            if (peer != null) {
                peer.show(List.of(), JvbPeer.slots());
            }
        }
        closed = true;
        dismiss();
    }
}
