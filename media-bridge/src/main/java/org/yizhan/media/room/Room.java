package org.yizhan.media.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.capture.HeaderCapture;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// The members of one consultation and what they give each other, as the last plan says. On the media loop.
final class Room implements RoomFacts {

    private final ConsultationId consultation;
    private final MediaLoop loop;
    private final RoomRecording recording;
    private final Map<MemberId, Peer> peers = new HashMap<>();
    private final Map<MemberId, Guest> guests = new LinkedHashMap<>();
    private RoomPlan plan = new RoomPlan(Long.MIN_VALUE, List.of(), null);
    private long occupiedNanos = System.nanoTime();
    private boolean closed;
    private @Nullable HeaderCapture capture;

    Room(ConsultationId consultation, MediaLoop loop, Recorders recorders) {
        this.consultation = consultation;
        this.loop = loop;
        this.recording = new RoomRecording(recorders, this);
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

    /// For how long nobody has been connected.
    long desertedFor(long nowNanos) {
        if (!peers.isEmpty()) {
            occupiedNanos = nowNanos;
        }
        return nowNanos - occupiedNanos;
    }

    boolean isRecording() {
        return recording.isWriting();
    }

    /// The plan's members whose connection is up, in the plan's order.
    List<MemberId> connected() {
        return plan.members().stream()
                .map(MemberPlan::member)
                .filter(member -> {
                    Peer peer = peers.get(member);
                    return peer != null && peer.isConnected();
                })
                .toList();
    }

    /// Makes the room be as `wanted` says, with those of its members that are connected.
    ///
    /// @return false when it is older than the plan in force; then nothing changed
    boolean arrange(RoomPlan wanted, Map<MemberId, Peer> connections) {
        if (closed || wanted.revision() < plan.revision()) {
            return false;
        }
        plan = wanted;
        for (Peer peer : List.copyOf(peers.values())) {
            if (planned(peer.id()) == null) {
                leave(peer);
            }
        }
        closeForbidden();
        for (MemberPlan member : wanted.members()) {
            Peer peer = connections.get(member.member());
            if (peer != null) {
                join(peer);
            }
        }
        peers.values().forEach(this::fill);
        recording.arrange(plan.recording(), views(), peers.values());
        long now = System.nanoTime();
        List.copyOf(peers.values()).forEach(peer -> peer.openFlowing(now));
        return true;
    }

    /// A member of the plan is there, perhaps again with another connection.
    void join(Peer peer) {
        if (closed || planned(peer.id()) == null || peers.get(peer.id()) == peer) {
            return;
        }
        if (peer.room() != null) {
            peer.room().leave(peer);
        }
        Peer before = peers.get(peer.id());
        if (before != null) {
            leave(before);
        }
        peers.put(peer.id(), peer);
        peer.joined(this);
        fill(peer);
        tap(peer);
    }

    /// Takes a member out; nothing when it is not in.
    void leave(Peer peer) {
        if (peers.remove(peer.id(), peer)) {
            peer.producers().forEach(this::closeProducer);
            peer.transport().tap(null);
            peer.left();
        }
    }

    /// Ends the room; safe to repeat. The members' connections stay.
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        List.copyOf(peers.values()).forEach(this::leave);
        recording.dismiss();
        if (capture != null) {
            capture.end();
        }
    }

    private List<View> views() {
        return GuestPlans.views(plan, guests.values());
    }

    private void fill(Peer peer) {
        MemberPlan member = planned(peer.id());
        if (member != null) {
            peer.fill(GuestPlans.with(member, guests.values()), this);
        }
    }

    private @Nullable MemberPlan planned(MemberId id) {
        Guest guest = guests.get(id);
        if (guest != null) {
            return GuestPlans.of(guest, plan);
        }
        for (MemberPlan member : plan.members()) {
            if (member.member().equals(id)) {
                return member;
            }
        }
        return null;
    }

    // --- guests, whom no plan names ----------------------------------------------------------------------------------

    /// Whether this one may come in: there is room, and no other encoder that is connected.
    boolean welcomes(Guest guest) {
        boolean another =
                guest.isEncoder() && guests.values().stream().anyMatch(other -> other.isEncoder() && isHere(other));
        return !closed && !another && guests.size() < Guest.MOST;
    }

    private boolean isHere(Guest guest) {
        Peer peer = peers.get(guest.member());
        return peer != null && peer.isConnected();
    }

    /// An encoder takes the place of one that went without a word.
    void admit(Guest guest) {
        guests.values().removeIf(other -> other.isEncoder() && guest.isEncoder());
        guests.put(guest.member(), guest);
        peers.values().forEach(this::fill);
        recording.show(views());
    }

    /// This one's connection ended for good.
    void forget(MemberId id) {
        if (guests.remove(id) != null) {
            recording.show(views());
        }
    }

    boolean expects(MemberId id) {
        return planned(id) != null;
    }

    /// Those of the guests that are connected.
    List<Peer> guests() {
        return peers.values().stream()
                .filter(peer -> guests.containsKey(peer.id()))
                .toList();
    }

    // --- sources ---------------------------------------------------------------------------------------------------

    boolean allows(MemberId id, SourceKind kind) {
        MemberPlan member = planned(id);
        return member != null && member.sends().contains(kind);
    }

    String label(MemberId id) {
        MemberPlan member = planned(id);
        return member == null ? "" : member.label();
    }

    @Nullable
    SourceProducer producer(MemberId id, SourceKind kind) {
        Peer peer = peers.get(id);
        return peer == null ? null : peer.producer(kind);
    }

    /// A source's first packet is here.
    void opened(SourceProducer producer) {
        others(producer).forEach(member -> member.producerOpened(producer));
    }

    private void closeForbidden() {
        for (Peer peer : peers.values()) {
            for (SourceProducer producer : peer.producers()) {
                if (!allows(peer.id(), producer.kind())) {
                    closeProducer(producer);
                }
            }
        }
    }

    /// A source's sender went over to another codec.
    void ended(SourceProducer producer) {
        closeProducer(producer);
    }

    private void closeProducer(SourceProducer producer) {
        producer.peer().closed(producer);
        producer.close();
        others(producer).forEach(member -> member.producerClosed(producer));
    }

    private List<Member> others(SourceProducer producer) {
        List<Member> others = new ArrayList<>(peers.values());
        others.remove(producer.peer());
        Recorder recorder = recording.member();
        if (recorder != null) {
            others.add(recorder);
        }
        return others;
    }

    // --- seen from outside -------------------------------------------------------------------------------------------

    /// Members of the plan and guests.
    List<View> expected() {
        return views();
    }

    @Nullable
    Peer peer(MemberId id) {
        return peers.get(id);
    }

    /// Shows the headers of everybody's packets to this one.
    void capture(HeaderCapture wanted) {
        capture = wanted;
        peers.values().forEach(this::tap);
    }

    private void tap(Peer peer) {
        HeaderCapture running = capture;
        boolean over = running == null || running.isOver(System.nanoTime());
        peer.transport().tap(over || running == null ? null : running.of(peer.id()));
    }

    // --- how the lines fare ------------------------------------------------------------------------------------------

    /// Takes the quality of everybody's line, and tells of it.
    void measure(long nowNanos, RoomListener listener) {
        List<LineQuality> lines = new ArrayList<>();
        for (Peer peer : peers.values()) {
            LineQuality line = peer.isConnected() ? peer.line().take(label(peer.id()), nowNanos) : null;
            if (line != null) {
                lines.add(line);
                listener.measured(line);
            }
        }
        recording.measured(lines, nowNanos);
        if (capture != null && capture.isOver(nowNanos)) {
            capture = null;
            peers.values().forEach(this::tap);
        }
    }
}
