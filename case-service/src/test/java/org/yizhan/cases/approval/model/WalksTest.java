package org.yizhan.cases.approval.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yizhan.cases.process.Gate;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.ProcessDefinition.Branch;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.process.Step;
import org.yizhan.cases.process.TrialProcess;
import org.yizhan.protocol.id.Role;

/// Random people do random things to random cases. Whatever they try, a case stands where a case may stand, somebody
/// answers for it, and somebody can take it further. `-Dyizhan.walks=10000` for the long run.
class WalksTest {

    private static final int WALKS = Integer.getInteger("yizhan.walks", 1_000);
    private static final int MOVES = 60;

    private static final ProcessDefinition NESTED = TrialProcess.of(
            TrialProcess.street("accept", "accept: outer", "kind: draft"),
            "{id: outer, parallel: [left, inner], join: outer-met}",
            TrialProcess.street("left", "approve: outer-met, return: fix"),
            "{id: inner, parallel: [one, two], join: inner-met}",
            TrialProcess.district("one", "approve: inner-met"),
            TrialProcess.street("two", "approve: two-more", "returns: any"),
            TrialProcess.district("two-more", "approve: inner-met", "returns: any"),
            "{id: inner-met, joins: inner, then: after}",
            TrialProcess.district("after", "approve: outer-met, return: fix", "returns: any"),
            "{id: outer-met, joins: outer, then: end}",
            TrialProcess.street("fix", "resubmit: outer", "kind: correction"));

    private static final List<By> PEOPLE = people();

    private static List<By> people() {
        var people = new ArrayList<By>();
        for (var n = 0; n < 3; n++) {
            people.add(Trip.by(Level.COMMUNITY, Role.CLERK, n));
            people.add(Trip.by(Level.STREET, Role.CLERK, n));
            people.add(Trip.by(Level.DISTRICT, Role.OFFICER, n));
        }
        people.add(Trip.by(Level.DISTRICT, Role.DUTY_LEADER, 0));
        people.add(Trip.by(Level.BOOTH, Role.TERMINAL, 0));
        return people;
    }

    @Test
    void whateverPeopleTryTheCaseStandsWhereItMay(TestReporter reporter) {
        var definitions = new ArrayList<>(new Processes(new PathMatchingResourcePatternResolver()).all());
        definitions.add(NESTED);
        var ends = new TreeMap<String, Integer>();
        var moves = 0;
        for (var seed = 0; seed < WALKS; seed++) {
            var random = new Random(seed);
            var process = definitions.get(random.nextInt(definitions.size()));
            var channels = process.channels().stream().sorted().toList();
            var trip = Trip.begin(
                    process,
                    channels.get(random.nextInt(channels.size())),
                    Map.of("amount", random.nextBoolean() ? "500" : "20000"));
            for (var move = 0; move < MOVES && trip.over() == null; move++) {
                var after = move(trip, random);
                if (after != null) {
                    trip = after;
                    moves++;
                    check(trip, seed);
                }
            }
            ends.merge(Objects.requireNonNullElse(trip.over(), "open"), 1, Integer::sum);
        }
        reporter.publishEntry("walks", WALKS + " walks, " + moves + " moves, " + ends);
        assertThat(ends).containsKeys("completed", "withdrawn", "denied");
    }

    /// Null when it was refused.
    private static @Nullable Trip move(Trip trip, Random random) {
        var by = PEOPLE.get(random.nextInt(PEOPLE.size()));
        if (random.nextInt(4) == 0) {
            var all = Handling.values();
            var handling = all[random.nextInt(all.length)];
            if (handling == Handling.WITHDRAW && random.nextInt(10) != 0) {
                return null;
            }
            var person = handling == Handling.ESCALATE
                    ? Trip.known(Trip.by(Level.DISTRICT, Role.DUTY_LEADER, 0))
                    : Trip.known(PEOPLE.get(random.nextInt(9)));
            return trip.attempt(handling, by, person) instanceof Handled.Done
                    ? trip.handle(handling, by, person)
                    : null;
        }
        var place =
                trip.course().places().get(random.nextInt(trip.course().places().size()));
        var step = trip.process().step(place.step()).orElseThrow();
        var actions = new ArrayList<>(step.actions().keySet());
        actions.add(Step.RETURN);
        var action = actions.get(random.nextInt(actions.size()));
        var passed = trip.course().passed();
        var to = action.equals(Step.RETURN) && random.nextBoolean() ? passed.get(random.nextInt(passed.size())) : null;
        return trip.attempt(place.step(), action, by, to) instanceof Outcome.Refused
                ? null
                : trip.take(place.step(), action, by, to);
    }

    private static void check(Trip trip, int seed) {
        var course = trip.course();
        assertThat(course.owner()).as("owner in walk %s", seed).isNotNull();
        assertThat(course.owner().subject()).as("owner in walk %s", seed).doesNotContain("terminal");
        if (trip.over() != null) {
            assertThat(course.places()).isEmpty();
            assertThat(course.arrived()).isEmpty();
            return;
        }
        assertThat(trip.steps()).as("steps in walk %s", seed).isNotEmpty().doesNotHaveDuplicates();
        checkBranches(trip, seed);
        assertThat(isStuck(trip))
                .as("stuck in walk %s at %s", seed, trip.course())
                .isFalse();
    }

    /// Every branch of every split that is under way is in exactly one state: somebody works in it, or it waits at the
    /// join.
    private static void checkBranches(Trip trip, int seed) {
        var process = trip.process();
        var inside = new HashSet<Branch>();
        trip.steps().forEach(s -> inside.addAll(process.branchesOf(s)));
        trip.course().arrived().forEach(a -> inside.addAll(process.branchesOf(split(process, a.join()))));
        for (var gate : process.gates()) {
            if (gate instanceof Gate.Split split) {
                var waiting = trip.course().arrived().stream()
                        .filter(a -> a.join().equals(split.join()))
                        .map(a -> a.branch())
                        .toList();
                assertThat(waiting).doesNotHaveDuplicates();
                var underWay = inside.stream().anyMatch(b -> b.split().equals(split.id())) || !waiting.isEmpty();
                for (var i = 0; underWay && i < split.branches().size(); i++) {
                    var works = inside.contains(new Branch(split.id(), i));
                    assertThat(works ^ waiting.contains(i))
                            .as("branch %s of %s in walk %s: %s", i, split.id(), seed, trip.course())
                            .isTrue();
                }
            }
        }
    }

    private static String split(ProcessDefinition process, String join) {
        return ((Gate.Join) process.gate(join).orElseThrow()).split();
    }

    /// Nobody at all can do anything but withdraw.
    private static boolean isStuck(Trip trip) {
        for (var by : PEOPLE) {
            for (var step : trip.steps()) {
                for (var action :
                        trip.process().step(step).orElseThrow().actions().keySet()) {
                    if (trip.refusal(step, action, by) == null) {
                        return false;
                    }
                }
            }
            for (var handling : List.of(Handling.RESUME, Handling.ANSWER, Handling.CONSENT)) {
                if (trip.refusal(handling, by, null) == null) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void splitsLieWithinSplits() {
        assertThat(NESTED.branchesOf("two-more")).hasSize(2);
    }
}
