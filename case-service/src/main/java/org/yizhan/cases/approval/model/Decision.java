package org.yizhan.cases.approval.model;

import java.util.Optional;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Step;
import org.yizhan.cases.process.Taker;

/// What somebody wants to do at a step.
record Decision(
        ProcessDefinition process, Course course, Step step, Place place, String action, By by, Situation situation) {

    /// The entry of the process that lets them, if one does.
    Optional<Taker> taker() {
        return step.takers().stream().filter(t -> fits(t, by, situation)).findFirst();
    }

    static boolean fits(Taker taker, By by, Situation situation) {
        return taker.level() == by.level()
                && by.roles().contains(taker.role())
                && (taker.channel() == null || taker.channel() == situation.channel());
    }

    /// Whether it leads the case on, and not back.
    boolean leadsOn() {
        return !action.equals(Step.RETURN);
    }
}
