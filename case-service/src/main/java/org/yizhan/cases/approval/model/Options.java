package org.yizhan.cases.approval.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Step;

/// What somebody may try with a case right now, so that a page offers nothing that is refused anyway.
public final class Options {

    /// What a page can still put right: it asks for a reason or a person, and the roster may change.
    private static final Set<Refusal> NO_OBSTACLE =
            EnumSet.of(Refusal.NEEDS_REASON, Refusal.PERSON_UNKNOWN, Refusal.NOBODY_ON_DUTY);

    private Options() {}

    /// Whether they may take the step, as far as hands, questions and votes go.
    public static boolean isOpenTo(Step step, Place place, By by, Situation situation) {
        return step.takers().stream().anyMatch(t -> Decision.fits(t, by, situation))
                && Policy.inOthersHands(place, by) == null
                && place.asked() == null
                && place.votes().stream().noneMatch(v -> v.subject().equals(by.subject()));
    }

    /// The steps to which `return` may send the case from this one: first the one that the process
    /// names, then those that the decider may name instead, newest first.
    public static List<Step> back(ProcessDefinition process, Course course, Step from) {
        var usual = from.actions().get(Step.RETURN);
        var behind = course.passed().reversed().stream()
                .filter(step -> from.returnAny() && Policy.isBehind(process, course, from, step));
        return Stream.concat(Stream.ofNullable(usual), behind)
                .distinct()
                .flatMap(step -> process.step(step).stream())
                .toList();
    }

    public static List<String> handlings(
            ProcessDefinition process, Course course, List<By> capacities, Situation situation, Instant now) {
        var words = new ArrayList<String>();
        for (var handling : Handling.values()) {
            for (var by : capacities) {
                var handled = new Desk(process, course, by, situation, now, null).handle(handling);
                var possible = switch (handled) {
                    case Handled.Done _ -> true;
                    case Handled.Refused refused -> NO_OBSTACLE.contains(refused.why());
                };
                if (possible && !words.contains(handling.word())) {
                    words.add(handling.word());
                }
            }
        }
        return words;
    }
}
