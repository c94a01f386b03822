package org.yizhan.platform.turn;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.platform.turn.Relays.Relay;
import reactor.core.publisher.Mono;

/// The relays for a page that is about to connect; none when there are none.
@RestController
class RelayController {

    private final Relays relays;

    RelayController(Relays relays) {
        this.relays = relays;
    }

    /// Fresh credentials at each call, counted by the relay for each person.
    @GetMapping("/api/relays")
    Mono<List<Relay>> relays() {
        return CurrentActor.get().map(actor -> relays.forUser(actor.subject().replaceAll("[^A-Za-z0-9]", "")));
    }
}
