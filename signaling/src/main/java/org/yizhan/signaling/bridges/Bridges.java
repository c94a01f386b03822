package org.yizhan.signaling.bridges;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.protocol.bridge.Answer;
import org.yizhan.protocol.bridge.BridgeBeat;
import org.yizhan.protocol.bridge.BridgeStatus;
import org.yizhan.protocol.bridge.CaptureState;
import org.yizhan.protocol.bridge.CaptureWish;
import org.yizhan.protocol.bridge.LiveMeeting;
import org.yizhan.protocol.bridge.MediaBridge;
import org.yizhan.protocol.bridge.MediaBridges;
import org.yizhan.protocol.bridge.Offer;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.StationPath;
import org.yizhan.signaling.refusal.Refusals;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// The media bridges: asks each how it is, knows which live, and which is for whom. Each is called by its
/// instance, which changes with every start.
@Component
public class Bridges {

    private static final Logger LOG = LoggerFactory.getLogger(Bridges.class);

    /// A bridge that takes longer to say how it is has missed.
    private static final Duration PATIENCE = Duration.ofMillis(800);

    /// Whose connection breaks or is refused is asked again this soon, and so often: a process that was killed is known
    /// to be gone before anybody waits for it.
    private static final Duration SOON = Duration.ofMillis(40);

    private static final int TRIES = 3;

    private static final String HOME = "home";

    private final MediaBridge home;
    private final @Nullable MediaBridges others;
    private final JsonMapper json;
    private final Fleet fleet;
    private final Map<String, MediaBridge> clients = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Bridges(MediaBridge home, ObjectProvider<MediaBridges> others, JsonMapper json) {
        this.home = home;
        this.others = others.getIfAvailable();
        this.json = json;
        this.fleet = new Fleet(HOME, this.others == null, System.nanoTime());
    }

    /// The bridge that pages and meetings of this station should use now; null while there is none.
    public @Nullable String choose(StationPath station) {
        return fleet.choose(station).orElse(null);
    }

    /// The same, of the others where there are any; null: none that answers.
    ///
    /// @param other that carries the same meeting already
    public @Nullable String chooseBeside(StationPath station, @Nullable String other) {
        String best = choose(station);
        return best != null && best.equals(other) ? fleet.another(station, best).orElse(best) : best;
    }

    /// A bridge for the second recorder of a meeting, which must be another than its first; null: there is none.
    public @Nullable String chooseAnother(StationPath station, String first) {
        return fleet.another(station, first).orElse(null);
    }

    /// Whether the bridge is gone for good, and its rooms with it.
    public boolean isLost(@Nullable String instance) {
        return fleet.isLost(instance, System.nanoTime());
    }

    /// Whether the bridge may be given more than it has.
    public boolean takes(@Nullable String instance) {
        return fleet.takes(instance);
    }

    /// Those that answer.
    public List<String> answering() {
        return fleet.all().stream()
                .filter(Fleet.Seen::answers)
                .map(seen -> seen.status().bridgeInstance())
                .toList();
    }

    /// @param listener hears whenever a bridge comes, is lost or drains; on any thread, must return at once
    public Disposable listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// A bridge's answer to a browser's offer; its own refusals pass through.
    ///
    /// @param wanted  the bridge of the member's meeting, or where it is connected already; another is
    ///                chosen when it cannot be reached
    /// @param station where the member is
    public Mono<Answer> connect(MemberId member, Offer offer, @Nullable String wanted, StationPath station) {
        return Mono.defer(() -> {
                    String known = fleet.urlOf(wanted);
                    if (known == null && wanted != null && others != null && !isLost(wanted)) {
                        // Elsewhere it would meet nobody.
                        return Mono.<Answer>error(new ProblemException(Refusals.MEDIA_UNAVAILABLE));
                    }
                    String url = known == null ? fleet.urlOf(choose(station)) : known;
                    String asked = url == null ? HOME : url;
                    return at(asked)
                            .connect(member, offer)
                            .doOnNext(
                                    answer -> tell(fleet.answered(asked, answer.bridgeInstance(), System.nanoTime())));
                })
                .onErrorMap(error -> !(error instanceof ProblemException), this::refusalOrOutage);
    }

    /// The answer of that bridge and no other.
    public Mono<Answer> connectTo(String instance, MemberId member, Offer offer) {
        return ask(instance, bridge -> bridge.connect(member, offer))
                .onErrorMap(error -> !(error instanceof ProblemException), this::refusalOrOutage);
    }

    public Mono<RoomState> arrange(String instance, ConsultationId consultation, RoomPlan plan) {
        return ask(instance, bridge -> bridge.arrange(consultation, plan));
    }

    public Mono<Void> close(String instance, ConsultationId consultation) {
        return ask(instance, bridge -> bridge.close(consultation));
    }

    /// The meetings that a bridge carries now.
    Mono<List<LiveMeeting>> meetings(String instance) {
        return told(ask(instance, MediaBridge::rooms));
    }

    /// Begins to write down the headers of a meeting's packets.
    public Mono<CaptureState> capture(String instance, ConsultationId consultation, CaptureWish wish) {
        return told(ask(instance, bridge -> bridge.capture(consultation, wish)));
    }

    /// How far that is.
    public Mono<CaptureState> captured(String instance, ConsultationId consultation) {
        return told(ask(instance, bridge -> bridge.captured(consultation)));
    }

    /// The file of a capture, piece by piece.
    public Flux<byte[]> captureFile(String instance, ConsultationId consultation) {
        return Flux.range(0, Integer.MAX_VALUE)
                .concatMap(piece -> told(ask(instance, bridge -> bridge.captured(consultation, piece))), 1)
                .takeWhile(bytes -> bytes.length > 0);
    }

    private <T> Mono<T> told(Mono<T> answer) {
        return answer.onErrorMap(error -> !(error instanceof ProblemException), this::refusalOrOutage);
    }

    /// Gives a bridge no more meetings, or gives it some again.
    Mono<BridgeStatus> drain(String instance, boolean draining) {
        return told(ask(instance, bridge -> bridge.drain(draining)).doOnNext(status -> {
            String url = fleet.urlOf(instance);
            tell(url != null && fleet.answered(url, status, System.nanoTime()));
        }));
    }

    List<Fleet.Seen> all() {
        return fleet.all();
    }

    private <T> Mono<T> ask(String instance, Function<MediaBridge, Mono<T>> question) {
        return Mono.defer(() -> {
            String url = fleet.urlOf(instance);
            return url == null ? Mono.error(new ProblemException(Refusals.MEDIA_UNAVAILABLE)) : question.apply(at(url));
        });
    }

    private MediaBridge at(String url) {
        return url.equals(HOME) || others == null ? home : clients.computeIfAbsent(url, others::at);
    }

    /// Looks how each is.
    Mono<Void> look() {
        return Flux.fromIterable(fleet.urls())
                .flatMap(url -> look(url, TRIES))
                .then(Mono.fromRunnable(() -> clients.keySet().retainAll(fleet.urls())));
    }

    private Mono<Void> look(String url, int tries) {
        return at(url).status()
                .timeout(PATIENCE)
                .doOnNext(status -> tell(fleet.answered(url, status, System.nanoTime())))
                .then()
                .onErrorResume(error -> {
                    Outage outage = Outage.of(error);
                    tell(fleet.missed(url, outage == Outage.REFUSED, System.nanoTime()));
                    LOG.debug("the media bridge {} does not answer: {}", url, error.toString());
                    return outage == Outage.OTHER || tries == 1
                            ? Mono.empty()
                            : Mono.delay(SOON).then(Mono.defer(() -> look(url, tries - 1)));
                });
    }

    /// From now on every beat is heard.
    void listens() {
        fleet.listens(System.nanoTime());
    }

    /// A bridge says how it is. Of no meaning where there can be one only.
    void hear(BridgeBeat beat) {
        if (others != null && (beat.url().startsWith("http://") || beat.url().startsWith("https://"))) {
            tell(fleet.heard(beat, System.nanoTime()));
        }
    }

    private void tell(boolean changed) {
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }

    /// A bridge in another process says its refusals over HTTP; everything else is an outage.
    private Throwable refusalOrOutage(Throwable error) {
        if (error instanceof WebClientResponseException answer) {
            Optional<Problem> refusal = RemoteProblems.of(answer, json);
            if (refusal.isPresent()) {
                return new ProblemException(refusal.get());
            }
        }
        LOG.warn("a media bridge could not be asked: {}", error.toString());
        return new ProblemException(Refusals.MEDIA_UNAVAILABLE);
    }
}
