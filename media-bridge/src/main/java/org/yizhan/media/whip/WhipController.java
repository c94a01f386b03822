package org.yizhan.media.whip;

import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.media.control.LiveEngine;
import org.yizhan.media.room.EngineFull;
import org.yizhan.media.room.Guest;
import org.yizhan.media.room.GuestsRefused;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.sdp.Section;
import org.yizhan.media.transport.IceCredentials;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.PartTokens;
import org.yizhan.platform.security.Secrets;
import org.yizhan.platform.turn.Relays;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import reactor.core.publisher.Mono;

/// WHIP (RFC 9725) and, with the media going the other way, WHEP.
@RestController
class WhipController {

    private static final MediaType SDP = MediaType.valueOf("application/sdp");
    private static final MediaType FRAGMENT = MediaType.valueOf("application/trickle-ice-sdpfrag");
    private static final String ENDPOINT = "/{direction:whip|whep}/{consultation}";
    private static final String SESSION = ENDPOINT + "/sessions/{session}";
    private static final String RETRY_SECONDS = "30";

    private static final Problem CONTENT_TYPE =
            Problem.of(415, "whip-content-type", "请求的内容类型不受支持。", "Neither SDP nor a fragment of it.");
    private static final Problem NOT_NOW = Problem.of(
            409,
            "whip-not-now",
            "当前没有这场会话，或会话中已有其他设备。",
            "There is no such meeting now, or it has its encoder or its viewers already.");
    private static final Problem NO_GUESTS = Problem.of(
            501, "whip-not-here", "当前的音视频服务不接入无页面的设备。", "This media engine takes no devices without a page.");
    private static final Problem GONE = Problem.of(404, "whip-gone", "连接已结束。", "There is no such session.");
    private static final Problem NO_PRECONDITION =
            Problem.of(428, "whip-if-match", "缺少 If-Match。", "A PATCH needs If-Match.");
    private static final Problem OTHER_TAG =
            Problem.of(412, "whip-other-tag", "连接状态已变化。", "The entity tag is that of another ICE session.");
    private static final Problem MALFORMED = Problem.of(400, "whip-fragment", "请求无法识别。", "No SDP fragment.");

    private final LiveEngine live;
    private final WhipSessions sessions;
    private final PartTokens tokens;
    private final Relays relays;
    private final Clock clock;

    WhipController(LiveEngine live, WhipSessions sessions, PartTokens tokens, Relays relays, Clock clock) {
        this.live = live;
        this.sessions = sessions;
        this.tokens = tokens;
        this.relays = relays;
        this.clock = clock;
    }

    @PostMapping(ENDPOINT)
    Mono<ResponseEntity<String>> begin(
            @PathVariable("direction") String word,
            @PathVariable("consultation") ConsultationId consultation,
            ServerHttpRequest request,
            @RequestBody(required = false) @Nullable String body) {
        Direction direction = direction(word);
        String token = token(request);
        Optional<SourceKind> source = Grant.read(tokens, direction, consultation, token);
        if (source.isEmpty()) {
            return Mono.just(unauthorized());
        }
        require(SDP, request);
        BrowserOffer offer = offer(body == null ? "" : body, direction, source.get());
        Set<SourceKind> sends = offer.sections().stream()
                .map(Section::source)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(SourceKind.class)));
        Guest guest = new Guest(consultation, MemberId.random(), "encoder", sends);
        WhipSession session = new WhipSession(
                Secrets.random(),
                direction,
                consultation,
                guest.member(),
                Secrets.sha256(token),
                offer.ice().fragment(),
                tag(),
                clock.instant());
        if (!sessions.add(session)) {
            return Mono.just(busy());
        }
        return Mono.fromFuture(() -> live.engine().admit(guest, offer))
                .map(answer ->
                        answer.map(sdp -> created(session, sdp)).orElseThrow(() -> new ProblemException(NOT_NOW)))
                .doOnError(failure -> sessions.remove(session))
                .onErrorMap(GuestsRefused.class, refused -> new ProblemException(NO_GUESTS))
                .onErrorResume(EngineFull.class, full -> Mono.just(busy()));
    }

    private ResponseEntity<String> created(WhipSession session, String sdp) {
        ResponseEntity.BodyBuilder created = ResponseEntity.created(URI.create(
                        "/" + session.direction().word() + "/" + session.consultation() + "/sessions/" + session.id()))
                .eTag(session.tag())
                .contentType(SDP);
        relays.forUser(session.member().toString().replaceAll("[^A-Za-z0-9]", ""))
                .forEach(relay -> created.header(
                        HttpHeaders.LINK,
                        "<" + relay.url() + ">; rel=\"ice-server\"; username=\"" + relay.username()
                                + "\"; credential=\"" + relay.credential() + "\"; credential-type=\"password\""));
        return created.body(sdp);
    }

    @PatchMapping(SESSION)
    Mono<ResponseEntity<String>> patch(
            @PathVariable("session") String id,
            ServerHttpRequest request,
            @RequestBody(required = false) @Nullable String body) {
        WhipSession session = sessions.find(id).orElseThrow(() -> new ProblemException(GONE));
        if (!session.isOf(token(request))) {
            return Mono.just(unauthorized());
        }
        require(FRAGMENT, request);
        String match = request.getHeaders().getFirst(HttpHeaders.IF_MATCH);
        if (match == null) {
            throw new ProblemException(NO_PRECONDITION);
        }
        IceFragment fragment =
                IceFragment.read(body == null ? "" : body).orElseThrow(() -> new ProblemException(MALFORMED));
        if (!"*".equals(match.strip()) && !session.tag().equals(match.strip())) {
            throw new ProblemException(OTHER_TAG);
        }
        boolean restart = !fragment.fragment().isEmpty() && !fragment.fragment().equals(session.fragment());
        // Candidates are not needed: as the lite side we answer whoever checks.
        return restart
                ? restart(session, fragment.credentials())
                : Mono.just(ResponseEntity.noContent().build());
    }

    private Mono<ResponseEntity<String>> restart(WhipSession session, IceCredentials theirs) {
        WhipSession after = session.restarted(theirs.fragment(), tag());
        return Mono.fromFuture(() -> live.engine().restart(session.member(), theirs))
                .map(ours -> {
                    if (ours.isEmpty()) {
                        sessions.remove(session);
                        throw new ProblemException(GONE);
                    }
                    if (!sessions.change(session, after)) {
                        throw new ProblemException(OTHER_TAG);
                    }
                    return restarted(after, ours.get());
                });
    }

    private static ResponseEntity<String> restarted(WhipSession session, IceCredentials ours) {
        return ResponseEntity.ok()
                .eTag(session.tag())
                .contentType(FRAGMENT)
                .body("a=ice-lite\r\na=ice-ufrag:" + ours.fragment() + "\r\na=ice-pwd:" + ours.password() + "\r\n");
    }

    @DeleteMapping(SESSION)
    Mono<ResponseEntity<String>> end(@PathVariable("session") String id, ServerHttpRequest request) {
        WhipSession session = sessions.find(id).orElseThrow(() -> new ProblemException(GONE));
        if (!session.isOf(token(request))) {
            return Mono.just(unauthorized());
        }
        sessions.remove(session);
        return Mono.fromFuture(() -> live.engine().disconnect(session.member()))
                .map(was -> ResponseEntity.ok().build());
    }

    private static Direction direction(String word) {
        return "whip".equals(word) ? Direction.WHIP : Direction.WHEP;
    }

    private static String token(ServerHttpRequest request) {
        return Grant.token(Objects.requireNonNullElse(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION), ""));
    }

    private static BrowserOffer offer(String sdp, Direction direction, SourceKind source) {
        try {
            return WhipOffer.read(sdp, direction, source);
        } catch (WhipOffer.Unacceptable refused) {
            throw new ProblemException(Problem.of(refused.status(), refused.code(), "媒体协商请求不符合要求。", refused.why()));
        }
    }

    private static void require(MediaType type, ServerHttpRequest request) {
        MediaType told = request.getHeaders().getContentType();
        if (told == null || !type.equalsTypeAndSubtype(told)) {
            throw new ProblemException(CONTENT_TYPE);
        }
    }

    private static String tag() {
        return "\"" + Secrets.random() + "\"";
    }

    private static ResponseEntity<String> unauthorized() {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    private static ResponseEntity<String> busy() {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }
}
