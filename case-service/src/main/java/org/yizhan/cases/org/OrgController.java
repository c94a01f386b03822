package org.yizhan.cases.org;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;

/// Shows the organisation to those who belong to it.
@RestController
class OrgController {

    private final Stations stations;

    OrgController(Stations stations) {
        this.stations = stations;
    }

    @GetMapping("/api/org/communities")
    Flux<Shown> communities() {
        return CurrentActor.get()
                .flatMapMany(actor -> stations.communities(actor.station()))
                .map(s -> new Shown(s.path(), s.name(), s.nameEn()));
    }

    record Shown(StationPath path, String name, String nameEn) {}
}
