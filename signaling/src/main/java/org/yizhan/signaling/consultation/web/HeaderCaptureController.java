package org.yizhan.signaling.consultation.web;

import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.bridge.CaptureState;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import org.yizhan.signaling.consultation.application.CaptureRegister;
import org.yizhan.signaling.consultation.application.Capturing;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The headers of a meeting's packets for administrators, as a file that Wireshark opens: see docs/media.md.
@RestController
@RequestMapping("/api/consultations/{id}/header-captures")
class HeaderCaptureController {

    /// What a bridge takes, see `HeaderCapture`.
    private static final int MOST_SECONDS = 120;

    private static final long LEAST_BYTES = 64 << 10;
    private static final long MOST_BYTES = 8 << 20;

    private static final MediaType PCAP = MediaType.parseMediaType("application/vnd.tcpdump.pcap");

    private final Capturing capturing;

    HeaderCaptureController(Capturing capturing) {
        this.capturing = capturing;
    }

    /// @param seconds 1 to 120
    /// @param bytes   65,536 to 8,388,608
    record Wish(int seconds, long bytes) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<CaptureState> begin(@PathVariable("id") ConsultationId id, @RequestBody Wish wish) {
        if (wish.seconds() < 1 || wish.seconds() > MOST_SECONDS) {
            throw new ProblemException(Problems.INVALID.at("seconds"));
        }
        if (wish.bytes() < LEAST_BYTES || wish.bytes() > MOST_BYTES) {
            throw new ProblemException(Problems.INVALID.at("bytes"));
        }
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> capturing.begin(id, actor, wish.seconds(), wish.bytes()));
    }

    /// Who had it done, when, and how much.
    @GetMapping
    Flux<CaptureRegister.Entry> register(@PathVariable("id") ConsultationId id) {
        return CurrentActor.get(Role.ADMINISTRATOR, Role.AUDITOR).flatMapMany(actor -> capturing.register(id, actor));
    }

    /// How far it is.
    @GetMapping("/{capture}")
    Mono<CaptureState> state(@PathVariable("id") ConsultationId id, @PathVariable("capture") UUID capture) {
        return CurrentActor.get(Role.ADMINISTRATOR).flatMap(actor -> capturing.state(id, actor, capture));
    }

    /// The file, once nothing more comes.
    @GetMapping("/{capture}/headers.pcap")
    Mono<ResponseEntity<Flux<DataBuffer>>> file(
            @PathVariable("id") ConsultationId id, @PathVariable("capture") UUID capture) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> capturing.file(id, actor, capture))
                .map(pieces -> ResponseEntity.ok()
                        .contentType(PCAP)
                        .cacheControl(CacheControl.noStore())
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"yizhan-" + capture + ".pcap\"")
                        .body(pieces.map(DefaultDataBufferFactory.sharedInstance::wrap)));
    }
}
