package org.yizhan.media.room;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.sdp.AnswerWriter;
import org.yizhan.media.sdp.AnsweringSide;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.transport.IceCredentials;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.MediaPort;
import org.yizhan.media.transport.Refusals;
import org.yizhan.protocol.bridge.CaptureState;
import org.yizhan.protocol.bridge.CaptureWish;
import org.yizhan.protocol.bridge.LiveMeeting;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// The media engine in this process: members, rooms and packets on one event loop. [LoopedEngine] has several.
public final class EmbeddedEngine implements MediaEngine {

    /// Connections at once; one loop carries fewer.
    static final int MAX_PEERS = 4_096;

    /// A room without any connection for this long is over.
    private static final Duration DESERTED = Duration.ofMinutes(15);

    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final MediaLoop loop;
    private final MediaPort port;
    private final Refusals refusals;
    private final Recorders recorders;
    private final RoomListener listener;
    private final String instance;
    private final MediaClock clock;
    private final Map<MemberId, Peer> peers = new HashMap<>();
    private final Map<ConsultationId, Room> rooms = new HashMap<>();
    private final PeerWatch watch = new PeerWatch();
    private final Captures captures = new Captures();
    private final Future<?> sweeping;
    private final Future<?> measuring;

    /// @param instance  names this process's run; see [RoomState#bridgeInstance()]
    /// @param wallNanos nanoseconds since 1970, now
    public EmbeddedEngine(
            MediaLoop loop,
            MediaPort port,
            Refusals refusals,
            Recorders recorders,
            RoomListener listener,
            String instance,
            long wallNanos) {
        this.loop = loop;
        this.port = port;
        this.refusals = refusals;
        this.recorders = recorders;
        this.listener = listener;
        this.instance = instance;
        this.clock = new MediaClock(wallNanos, System.nanoTime());
        this.sweeping = loop.every(SWEEP, this::sweep);
        this.measuring = loop.every(LineQuality.EVERY, this::measure);
    }

    private void measure() {
        long now = System.nanoTime();
        rooms.values().forEach(room -> room.measure(now, listener));
    }

    /// Rooms that nobody closes, because whoever arranged them is gone.
    private void sweep() {
        long now = System.nanoTime();
        for (Room room : List.copyOf(rooms.values())) {
            if (room.desertedFor(now) > DESERTED.toNanos()) {
                rooms.remove(room.consultation());
                room.close();
            }
        }
    }

    @Override
    public CompletableFuture<String> connect(MemberId member, BrowserOffer offer) {
        return loop.ask(() -> {
            Peer peer = peers.get(member);
            if (peer != null && peer.transport().remote().equals(offer.fingerprint())) {
                peer.transport().expect(offer.ice());
            } else if (peer == null && peers.size() >= MAX_PEERS) {
                throw new EngineFull();
            } else {
                peer = replace(member, offer, peer);
            }
            return answer(peer, offer);
        });
    }

    private String answer(Peer peer, BrowserOffer offer) {
        return new AnswerWriter(
                        offer,
                        AnsweringSide.ours(
                                peer.transport().local(), port.fingerprint(), port.addresses(), port.doors()),
                        peer.slotStreams(),
                        port.steers(),
                        "bridge")
                .write(peer.session(), peer.nextAnswer());
    }

    @Override
    public CompletableFuture<Optional<String>> admit(Guest guest, BrowserOffer offer) {
        return loop.ask(() -> {
            Room room = rooms.get(guest.consultation());
            if (room == null || !room.welcomes(guest)) {
                return Optional.empty();
            }
            if (peers.size() >= MAX_PEERS) {
                throw new EngineFull();
            }
            room.admit(guest);
            Peer peer = new Peer(guest.member(), offer, port, clock, refusals, watch);
            peers.put(guest.member(), peer);
            room.join(peer);
            return Optional.of(answer(peer, offer));
        });
    }

    @Override
    public CompletableFuture<Optional<IceCredentials>> restart(MemberId member, IceCredentials theirs) {
        return loop.ask(() -> Optional.ofNullable(peers.get(member))
                .map(peer -> peer.transport().expect(theirs)));
    }

    /// The page was loaded again, or is new: another certificate, another connection.
    private Peer replace(MemberId member, BrowserOffer offer, @Nullable Peer before) {
        Room room = before == null ? null : before.room();
        if (before != null) {
            end(before);
        }
        Peer peer = new Peer(member, offer, port, clock, refusals, watch);
        peers.put(member, peer);
        if (room != null) {
            room.join(peer);
        } else {
            roomOf(member).ifPresent(waiting -> waiting.join(peer));
        }
        return peer;
    }

    private Optional<Room> roomOf(MemberId member) {
        return rooms.values().stream().filter(room -> room.expects(member)).findFirst();
    }

    private void end(Peer peer) {
        Room room = peer.room();
        peers.remove(peer.id(), peer);
        rooms.values().forEach(each -> each.forget(peer.id()));
        peer.close();
        if (room != null) {
            room.leave(peer);
            tell(room);
        }
    }

    private void tell(@Nullable Room room) {
        if (room != null) {
            listener.mediaChanged(room.consultation(), room.connected());
        }
    }

    @Override
    public CompletableFuture<Boolean> disconnect(MemberId member) {
        return loop.ask(() -> {
            Peer peer = peers.get(member);
            if (peer != null) {
                end(peer);
            }
            return peer != null;
        });
    }

    @Override
    public CompletableFuture<RoomState> arrange(ConsultationId consultation, RoomPlan plan) {
        return loop.ask(() -> {
            Room room = rooms.computeIfAbsent(consultation, id -> new Room(id, loop, recorders));
            room.arrange(plan, peers);
            return new RoomState(room.plan().revision(), room.connected(), room.isRecording(), instance);
        });
    }

    @Override
    public CompletableFuture<Boolean> close(ConsultationId consultation) {
        return loop.ask(() -> {
            Room room = rooms.remove(consultation);
            if (room != null) {
                List<Peer> guests = room.guests();
                room.close();
                guests.forEach(this::end);
            }
            return room != null;
        });
    }

    @Override
    public CompletableFuture<Load> load() {
        return loop.ask(() -> new Load(1, peers.size(), rooms.size(), port.packets(), loop.cpuNanos(), 0));
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public CompletableFuture<List<LiveMeeting>> meetings() {
        return loop.ask(() -> rooms.values().stream().map(LiveRooms::of).toList());
    }

    @Override
    public CompletableFuture<CaptureState> capture(ConsultationId consultation, CaptureWish wish) {
        return loop.ask(() -> {
            Room room = rooms.get(consultation);
            if (room == null) {
                throw new CaptureRefused(CaptureRefused.Reason.NO_ROOM);
            }
            long now = System.nanoTime();
            return captures.begin(room, wish, clock.instant(now), now);
        });
    }

    @Override
    public CompletableFuture<Optional<CaptureState>> captured(ConsultationId consultation) {
        return loop.ask(() -> captures.state(consultation, System.nanoTime()));
    }

    @Override
    public CompletableFuture<Optional<byte[]>> captured(ConsultationId consultation, int piece) {
        return loop.ask(() -> captures.piece(consultation, piece));
    }

    @Override
    public void close() {
        sweeping.cancel(false);
        measuring.cancel(false);
        loop.ask(() -> {
                    List.copyOf(rooms.values()).forEach(Room::close);
                    rooms.clear();
                    List.copyOf(peers.values()).forEach(Peer::close);
                    peers.clear();
                    return true;
                })
                .exceptionally(failure -> false)
                .join();
        port.close();
        loop.close();
    }

    // --- one of several loops, on the loop ---------------------------------------------------------------------------

    MediaLoop loop() {
        return loop;
    }

    /// What is here of a meeting and of these members.
    Holding holding(@Nullable ConsultationId consultation, Collection<MemberId> members) {
        Room room = consultation == null ? null : rooms.get(consultation);
        return new Holding(
                room != null,
                room == null ? Long.MIN_VALUE : room.plan().revision(),
                members.stream().anyMatch(member -> roomOf(member).isPresent()),
                members.stream().filter(peers::containsKey).collect(Collectors.toUnmodifiableSet()),
                rooms.size(),
                peers.size());
    }

    /// Lets members go to another engine's loop, out of the rooms that they are in. Here they are nobody any more.
    void move(Collection<MemberId> members, EmbeddedEngine to) {
        for (MemberId member : members) {
            Peer peer = peers.remove(member);
            if (peer == null) {
                continue;
            }
            Room room = peer.room();
            if (room != null) {
                room.leave(peer);
                tell(room);
            }
            peer.move(to.port, to.watch);
            to.loop.execute(() -> to.enter(peer));
        }
    }

    private void enter(Peer peer) {
        if (!peer.transport().isClosed()) {
            peers.put(peer.id(), peer);
        }
    }

    private final class PeerWatch implements Peer.Listener {

        @Override
        public void connected(Peer peer) {
            if (peer.room() == null) {
                roomOf(peer.id()).ifPresent(waiting -> waiting.join(peer));
            }
            tell(peer.room());
        }

        @Override
        public void silent(Peer peer) {
            Room room = peer.room();
            if (room != null) {
                room.leave(peer);
                tell(room);
            }
        }

        @Override
        public void lost(Peer peer) {
            if (peers.get(peer.id()) == peer) {
                end(peer);
            }
        }
    }
}
