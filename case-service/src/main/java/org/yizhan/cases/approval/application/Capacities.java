package org.yizhan.cases.approval.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.yizhan.cases.approval.model.By;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.process.Level;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.StationPath;

/// As what somebody may act on a case: in their own post, and in those they hold for a time.
public final class Capacities {

    private Capacities() {}

    /// Their own post first. A post of another part of the tree counts for nothing.
    public static List<By> of(Actor actor, StationPath scope, Instant now) {
        var all = new ArrayList<By>();
        if (actor.station().covers(scope)) {
            all.add(new By(
                    actor.subject(), actor.name(), actor.roles(), Deed.level(actor), actor.station(), null, null));
        }
        actor.posts().stream()
                .filter(p -> p.holdsAt(now) && p.station().covers(scope))
                .map(p -> new By(
                        actor.subject(),
                        actor.name(),
                        p.roles(),
                        Level.of(p.station()),
                        p.station(),
                        p.via(),
                        p.behalf()))
                .forEach(all::add);
        return all;
    }
}
