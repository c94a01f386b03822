package org.yizhan.cases.approval.model;

import java.util.Optional;
import org.yizhan.cases.process.Step;
import org.yizhan.cases.process.Taker;

/// What somebody wants to do at a step.
record Decision(Step step, String action, By by, Situation situation) {

    /// The entry of the process that lets them, if one does.
    Optional<Taker> taker() {
        return step.takers().stream().filter(this::fits).findFirst();
    }

    private boolean fits(Taker taker) {
        return taker.level() == by.level()
                && by.roles().contains(taker.role())
                && (taker.channel() == null || taker.channel() == situation.channel());
    }
}
