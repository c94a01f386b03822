package org.yizhan.media.jvb;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.media.room.CaptureRefused;
import org.yizhan.media.room.Guest;
import org.yizhan.media.room.GuestsRefused;
import org.yizhan.media.room.MediaEngine;
import org.yizhan.media.room.Recorders;
import org.yizhan.media.room.RoomListener;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.transport.IceCredentials;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.ServerIdentity;
import org.yizhan.protocol.bridge.CaptureState;
import org.yizhan.protocol.bridge.CaptureWish;
import org.yizhan.protocol.bridge.LiveMeeting;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// The media engine whose packets a stock Jitsi Videobridge forwards. This process says what is forwarded to whom, and
/// takes in only what it records.
public final class JvbEngine implements MediaEngine {

    private static final Logger LOG = LoggerFactory.getLogger(JvbEngine.class);

    /// How soon a connection that came up is known to be up.
    private static final Duration LOOK = Duration.ofMillis(300);

    private static final Duration SWEEP = Duration.ofMinutes(1);

    /// A room without any connection for this long is over.
    private static final Duration DESERTED = Duration.ofMinutes(15);

    /// So long those that showed somebody have to show something else.
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /// Endpoints of connections that are over stay for a while: a videobridge that forgets a source never uses its
    /// stream again, and each browser has sections for three sounds and four pictures only.
    private static final int MOST_LEFT = 64;

    private final MediaLoop loop;
    private final Refusals refusals;
    private final Recorders recorders;
    private final RoomListener listener;
    private final Supplier<String> names;
    private final ServerIdentity identity;
    private final HttpClient http;
    private final Pool pool;
    private final Map<MemberId, JvbPeer> peers = new HashMap<>();
    private final Map<ConsultationId, JvbRoom> rooms = new HashMap<>();
    private final Deque<JvbPeer> left = new ArrayDeque<>();
    private final Set<JvbPeer> asked = new HashSet<>();
    private final Future<?> looking;
    private final Future<?> sweeping;
    private @Nullable CompletableFuture<Hall> hall;
    private @Nullable Hall opened;
    private volatile String instance;
    private boolean closed;

    /// @param bridges private addresses of the videobridges; one of them is used, the others stand by
    /// @param names   gives a name for each time that all connections are lost: see [RoomState#bridgeInstance()]
    public JvbEngine(
            MediaLoop loop,
            List<URI> bridges,
            Refusals refusals,
            Recorders recorders,
            RoomListener listener,
            Supplier<String> names,
            Instant now) {
        this.loop = loop;
        this.refusals = refusals;
        this.recorders = recorders;
        this.listener = listener;
        this.names = names;
        this.instance = names.get();
        this.identity = ServerIdentity.create(now);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(3))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        this.pool =
                new Pool(bridges.stream().map(at -> new Videobridge(http, at)).toList());
        this.looking = loop.every(LOOK, this::look);
        this.sweeping = loop.every(SWEEP, this::sweep);
    }

    @Override
    public String instance() {
        return instance;
    }

    // --- members ---------------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<String> connect(MemberId member, BrowserOffer offer) {
        return loop.ask(() -> begin(member, offer)).thenCompose(answer -> answer);
    }

    private CompletableFuture<String> begin(MemberId member, BrowserOffer offer) {
        OfferUnfit.check(offer);
        JvbPeer known = peers.get(member);
        if (known != null && known.offer().fingerprint().equals(offer.fingerprint())) {
            return known.turns().next(() -> known.again(offer));
        }
        return hall().thenComposeAsync(there -> enter(member, offer, there), loop::execute);
    }

    private CompletableFuture<String> enter(MemberId member, BrowserOffer offer, Hall there) {
        for (JvbPeer other : peers.values()) {
            OfferUnfit.check(offer, other.offer());
        }
        JvbPeer before = peers.get(member);
        JvbPeer fresh = new JvbPeer(member, offer, there, loop, this::renew);
        peers.put(member, fresh);
        if (before != null) {
            leave(before);
        }
        return fresh.turns()
                .next(fresh::join)
                .whenCompleteAsync(
                        (_, failure) -> {
                            if (failure == null) {
                                roomOf(member).ifPresent(room -> room.refresh(peers));
                            } else if (peers.remove(member, fresh)) {
                                LOG.warn("a member cannot be connected: {}", String.valueOf(failure.getMessage()));
                                leave(fresh);
                            }
                        },
                        loop::execute);
    }

    private CompletableFuture<Hall> hall() {
        CompletableFuture<Hall> there = hall;
        if (there != null && !there.isCompletedExceptionally()) {
            return there;
        }
        CompletableFuture<Hall> opening = pool.best()
                .thenComposeAsync(
                        bridge -> Hall.open(bridge, loop, refusals, identity, this::heard, this::forsaken),
                        loop::execute);
        hall = opening;
        opening.thenAcceptAsync(open -> opened = open, loop::execute);
        return opening;
    }

    /// The videobridge is gone. Whoever comes next finds another, or the same when it is back.
    private void forsaken() {
        if (closed || opened == null) {
            return;
        }
        LOG.warn("the videobridge is gone; members connect anew");
        hall = null;
        if (opened != null) {
            opened.keeper().close();
            opened = null;
        }
        instance = names.get();
        List.copyOf(peers.values()).forEach(JvbPeer::close);
        peers.clear();
        left.clear();
        rooms.values().forEach(JvbRoom::forsaken);
        rooms.values().forEach(this::tell);
    }

    private Optional<JvbRoom> roomOf(MemberId member) {
        return rooms.values().stream().filter(room -> room.expects(member)).findFirst();
    }

    /// The endpoint is of no more use. Those that showed it are told first.
    private void leave(JvbPeer peer) {
        peer.close();
        roomOf(peer.id()).ifPresent(room -> {
            room.refresh(peers);
            tell(room);
        });
        left.add(peer);
        while (left.size() > MOST_LEFT) {
            JvbPeer oldest = left.removeFirst();
            oldest.hall().bridge().remove(oldest.hall().meeting(), oldest.endpoint());
        }
    }

    /// The connection cannot go on: its browser connects anew when nobody answers it any more.
    private void renew(JvbPeer peer) {
        if (peers.remove(peer.id(), peer)) {
            LOG.info("a member's connection cannot go on; it connects anew");
            peer.close();
            roomOf(peer.id()).ifPresent(room -> {
                room.refresh(peers);
                tell(room);
            });
            loop.later(FAREWELL, () -> peer.hall().bridge().remove(peer.hall().meeting(), peer.endpoint()));
        }
    }

    @Override
    public CompletableFuture<Boolean> disconnect(MemberId member) {
        return loop.ask(() -> {
            JvbPeer peer = peers.remove(member);
            if (peer != null) {
                leave(peer);
            }
            return peer != null;
        });
    }

    // --- whose media is up -----------------------------------------------------------------------------------------

    private void look() {
        for (JvbPeer peer : peers.values()) {
            if (!peer.isConnected() && asked.size() < MOST_LEFT && asked.add(peer)) {
                peer.hall()
                        .bridge()
                        .isConnected(peer.hall().conference(), peer.endpoint())
                        .whenCompleteAsync(
                                (up, _) -> {
                                    asked.remove(peer);
                                    if (Boolean.TRUE.equals(up) && peers.get(peer.id()) == peer) {
                                        change(peer, true);
                                    }
                                },
                                loop::execute);
            }
        }
    }

    private void heard(Heard heard) {
        if (heard instanceof Heard.Gone) {
            forsaken();
        } else if (heard instanceof Heard.Connectivity news) {
            for (JvbPeer peer : peers.values()) {
                if (peer.endpoint().equals(news.endpoint())) {
                    change(peer, news.active());
                }
            }
        }
    }

    private void change(JvbPeer peer, boolean up) {
        if (peer.isConnected() != up) {
            peer.connected(up);
            roomOf(peer.id()).ifPresent(this::tell);
        }
    }

    private void tell(JvbRoom room) {
        listener.mediaChanged(room.consultation(), room.connected(peers));
    }

    // --- rooms -----------------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<RoomState> arrange(ConsultationId consultation, RoomPlan plan) {
        return loop.ask(() -> {
            JvbRoom room = rooms.computeIfAbsent(consultation, this::room);
            RoomPlan before = room.plan();
            if (room.arrange(plan)) {
                for (MemberPlan member : before.members()) {
                    JvbPeer peer = peers.get(member.member());
                    if (peer != null && !room.expects(member.member())) {
                        peer.show(List.of(), JvbPeer.slots());
                    }
                }
                room.refresh(peers);
            }
            return new RoomState(room.plan().revision(), room.connected(peers), room.isRecording(), instance);
        });
    }

    private JvbRoom room(ConsultationId consultation) {
        return new JvbRoom(
                consultation,
                loop,
                refusals,
                identity,
                recorders,
                () -> loop.later(LOOK, () -> {
                    JvbRoom room = rooms.get(consultation);
                    if (room != null) {
                        room.refresh(peers);
                    }
                }));
    }

    @Override
    public CompletableFuture<Boolean> close(ConsultationId consultation) {
        return loop.ask(() -> {
            JvbRoom room = rooms.remove(consultation);
            if (room != null) {
                room.close(peers);
            }
            return room != null;
        });
    }

    private void sweep() {
        long now = System.nanoTime();
        for (JvbRoom room : List.copyOf(rooms.values())) {
            if (room.desertedFor(peers, now) > DESERTED.toNanos()) {
                rooms.remove(room.consultation());
                room.close(peers);
            }
        }
    }

    // --- guests and load -------------------------------------------------------------------------------------------

    /// Devices without a page do not come in here.
    @Override
    public CompletableFuture<Optional<String>> admit(Guest guest, BrowserOffer offer) {
        return CompletableFuture.failedFuture(new GuestsRefused());
    }

    @Override
    public CompletableFuture<Optional<IceCredentials>> restart(MemberId member, IceCredentials theirs) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /// How their lines fare is the videobridge's to know.
    @Override
    public CompletableFuture<List<LiveMeeting>> meetings() {
        return loop.ask(
                () -> rooms.values().stream().map(room -> room.seen(peers)).toList());
    }

    @Override
    public CompletableFuture<CaptureState> capture(ConsultationId consultation, CaptureWish wish) {
        return CompletableFuture.failedFuture(new CaptureRefused(CaptureRefused.Reason.ELSEWHERE));
    }

    @Override
    public CompletableFuture<Optional<CaptureState>> captured(ConsultationId consultation) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<Optional<byte[]>> captured(ConsultationId consultation, int piece) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<Load> load() {
        return pool.stress()
                .thenCompose(
                        stress -> loop.ask(() -> new Load(1, peers.size(), rooms.size(), 0, loop.cpuNanos(), stress)));
    }

    @Override
    public void close() {
        looking.cancel(false);
        sweeping.cancel(false);
        loop.ask(() -> {
                    closed = true;
                    rooms.values().forEach(room -> room.close(peers));
                    rooms.clear();
                    peers.values().forEach(JvbPeer::close);
                    peers.clear();
                    if (opened != null) {
                        opened.keeper().close();
                        opened.bridge().close(opened.meeting());
                    }
                    return true;
                })
                .exceptionally(_ -> false)
                .join();
        http.close();
        loop.close();
    }
}
