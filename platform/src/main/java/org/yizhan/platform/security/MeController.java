package org.yizhan.platform.security;

import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

@RestController
class MeController {

    private final boolean demo;

    MeController(@Value("${yizhan.demo:false}") boolean demo) {
        this.demo = demo;
    }

    /// @param demo whether this is a trial with demo accounts, which every page then says
    record Me(String subject, String name, Set<Role> roles, StationPath station, boolean demo) {}

    @GetMapping("/api/me")
    Mono<Me> me() {
        return CurrentActor.get()
                .map(actor -> new Me(actor.subject(), actor.name(), actor.roles(), actor.station(), demo));
    }
}
