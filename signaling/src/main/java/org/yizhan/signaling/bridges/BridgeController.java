package org.yizhan.signaling.bridges;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.bridge.BridgeStatus;
import org.yizhan.protocol.bridge.LiveMeeting;
import org.yizhan.protocol.id.Role;
import org.yizhan.signaling.refusal.Refusals;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The media bridges for administrators: how each is, and whether it takes new meetings.
@RestController
@RequestMapping("/api/bridges")
class BridgeController {

    private final Bridges bridges;

    BridgeController(Bridges bridges) {
        this.bridges = bridges;
    }

    /// A bridge as an administrator sees it.
    ///
    /// @param region  the station whose booths it is near to; empty: near to all
    /// @param stress  0: it carries nothing, 1: all it can
    /// @param answers whether it is reached now
    /// @param rooms   meetings that it carries; a draining bridge without any may be stopped
    record BridgeView(
            String instance,
            String region,
            double stress,
            boolean answers,
            boolean draining,
            int members,
            int rooms,
            int recordings) {

        static BridgeView of(BridgeStatus status, boolean answers) {
            return new BridgeView(
                    status.bridgeInstance(),
                    status.region(),
                    status.stress(),
                    answers,
                    status.draining(),
                    status.members(),
                    status.rooms(),
                    status.recordings());
        }
    }

    record Draining(boolean draining) {}

    @GetMapping
    Flux<BridgeView> list() {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMapIterable(_ -> bridges.all())
                .map(seen -> BridgeView.of(seen.status(), seen.answers()));
    }

    /// The meetings that a bridge carries now: roles and lines, nobody's name.
    @GetMapping("/{instance}/meetings")
    Mono<List<LiveMeeting>> meetings(@PathVariable("instance") String instance) {
        return CurrentActor.get(Role.ADMINISTRATOR).flatMap(_ -> known(instance).flatMap(bridges::meetings));
    }

    private Mono<String> known(String instance) {
        return bridges.all().stream()
                        .anyMatch(seen -> seen.status().bridgeInstance().equals(instance))
                ? Mono.just(instance)
                : Refusals.refuse(Refusals.BRIDGE_NOT_FOUND);
    }

    /// Lets a bridge end what it has and gives it nothing new, or gives it meetings again.
    @PutMapping("/{instance}/draining")
    Mono<BridgeView> drain(@PathVariable("instance") String instance, @RequestBody Draining wish) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(_ -> known(instance))
                .flatMap(there -> bridges.drain(there, wish.draining()))
                .map(status -> BridgeView.of(status, true));
    }
}
