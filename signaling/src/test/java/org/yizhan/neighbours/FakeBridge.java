package org.yizhan.neighbours;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.protocol.bridge.Answer;
import org.yizhan.protocol.bridge.BridgeStatus;
import org.yizhan.protocol.bridge.CaptureState;
import org.yizhan.protocol.bridge.CaptureWish;
import org.yizhan.protocol.bridge.LiveMeeting;
import org.yizhan.protocol.bridge.MediaBridge;
import org.yizhan.protocol.bridge.Offer;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import reactor.core.publisher.Mono;

/// A bridge that keeps what it was asked for and forwards nothing.
public final class FakeBridge implements MediaBridge {

    private static final byte[] PIECES = {1, 2, 3};

    private volatile String instance;
    private volatile String region = "";
    private volatile double stress;
    private volatile boolean draining;
    private volatile boolean reachable = true;
    private final Map<ConsultationId, RoomPlan> rooms = new ConcurrentHashMap<>();
    private final Map<ConsultationId, CaptureWish> captures = new ConcurrentHashMap<>();
    private final Set<ConsultationId> closed = ConcurrentHashMap.newKeySet();

    public FakeBridge() {
        this("bridge-1");
    }

    public FakeBridge(String instance) {
        this.instance = instance;
    }

    @Override
    public Mono<Answer> connect(MemberId member, Offer offer) {
        return answering(() -> {
            if (!offer.sdp().startsWith("v=0")) {
                throw new ProblemException(Problem.of(422, "media-offer-invalid", "视频请求无效。", "Not an offer."));
            }
            return new Answer("v=0 answer to " + member, instance);
        });
    }

    @Override
    public Mono<Void> disconnect(MemberId member) {
        return Mono.empty();
    }

    @Override
    public Mono<RoomState> arrange(ConsultationId consultation, RoomPlan plan) {
        return answering(() -> {
            RoomPlan now =
                    rooms.merge(consultation, plan, (old, fresh) -> fresh.revision() < old.revision() ? old : fresh);
            return new RoomState(now.revision(), List.of(), now.recording() != null, instance);
        });
    }

    @Override
    public Mono<Void> close(ConsultationId consultation) {
        return answering(() -> {
                    rooms.remove(consultation);
                    closed.add(consultation);
                    return instance;
                })
                .then();
    }

    @Override
    public Mono<List<LiveMeeting>> rooms() {
        return answering(() -> rooms.entrySet().stream()
                .map(room -> new LiveMeeting(
                        room.getKey(),
                        room.getValue().recording() != null,
                        room.getValue().members().stream()
                                .map(member -> new LiveMeeting.Member(member.label(), false, null))
                                .toList()))
                .toList());
    }

    @Override
    public Mono<CaptureState> capture(ConsultationId consultation, CaptureWish wish) {
        return answering(() -> {
            if (wish.seconds() > 120) {
                throw new ProblemException(Problem.of(400, "invalid", "内容有误。", "Invalid."));
            }
            CaptureWish running = captures.putIfAbsent(consultation, wish);
            if (running != null && !running.capture().equals(wish.capture())) {
                throw new ProblemException(Problem.of(409, "capture-busy", "正在抓包。", "Busy."));
            }
            return state(wish);
        });
    }

    private static CaptureState state(CaptureWish wish) {
        return new CaptureState(wish.capture(), wish.seconds() == 1, 2, PIECES.length);
    }

    @Override
    public Mono<CaptureState> captured(ConsultationId consultation) {
        return answering(() -> state(wish(consultation)));
    }

    private CaptureWish wish(ConsultationId consultation) {
        CaptureWish wish = captures.get(consultation);
        if (wish == null) {
            throw new ProblemException(Problem.of(404, "capture-not-found", "没有。", "None."));
        }
        return wish;
    }

    /// A file of three bytes in two pieces.
    @Override
    public Mono<byte[]> captured(ConsultationId consultation, int piece) {
        return answering(() -> {
            wish(consultation);
            return switch (piece) {
                case 0 -> Arrays.copyOfRange(PIECES, 0, 2);
                case 1 -> Arrays.copyOfRange(PIECES, 2, 3);
                default -> new byte[0];
            };
        });
    }

    @Override
    public Mono<BridgeStatus> drain(boolean wanted) {
        return answering(() -> {
            draining = wanted;
            return now();
        });
    }

    @Override
    public Mono<BridgeStatus> status() {
        return answering(this::now);
    }

    /// What it says of itself.
    public BridgeStatus now() {
        return new BridgeStatus(instance, region, stress, draining, 0, rooms.size(), 0);
    }

    public void carries(double share) {
        stress = share;
    }

    public void isNear(String station) {
        region = station;
    }

    private <T> Mono<T> answering(java.util.function.Supplier<T> answer) {
        return Mono.defer(() -> reachable
                ? Mono.fromSupplier(answer)
                : Mono.error(new java.io.IOException("the bridge does not answer")));
    }

    public RoomPlan room(ConsultationId consultation) {
        return rooms.get(consultation);
    }

    public boolean isClosed(ConsultationId consultation) {
        return closed.contains(consultation);
    }

    /// Another process: it knows of no room.
    public void restart(String name) {
        rooms.clear();
        instance = name;
        reachable = true;
    }

    public void loseConnection() {
        reachable = false;
    }
}
