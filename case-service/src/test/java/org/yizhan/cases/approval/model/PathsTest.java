package org.yizhan.cases.approval.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yizhan.cases.process.Condition;
import org.yizhan.cases.process.Gate;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.process.Step;
import org.yizhan.cases.process.Taker;
import org.yizhan.protocol.id.Role;

/// Walks every path of every definition, those of parallel branches in every order. A path may pass a
/// step twice, so that every way back is walked and what follows it.
class PathsTest {

    private static final int VISITS = 2;

    static Stream<ProcessDefinition> definitions() {
        return new Processes(new PathMatchingResourcePatternResolver()).all().stream();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyPathLeadsToAnEnd(ProcessDefinition process, TestReporter reporter) {
        var walked = new Walk(process);
        for (var channel : process.channels()) {
            for (var form : forms(process)) {
                walked.on(Trip.begin(process, channel, form), Map.of());
            }
        }
        assertThat(walked.paths).isPositive();
        assertThat(walked.edges).containsAll(edges(process));
        reporter.publishEntry(
                process.id() + " v" + process.version(),
                walked.paths + " paths, " + walked.edges.size() + " ways, ends " + walked.ends);
    }

    /// Every way that a step may be left by.
    private static Set<String> edges(ProcessDefinition process) {
        var edges = new HashSet<String>();
        for (var step : process.steps()) {
            step.actions().keySet().forEach(a -> edges.add(step.id() + " " + a));
        }
        for (var gate : process.gates()) {
            if (gate instanceof Gate.Choice choice) {
                choice.ways().stream()
                        .map(Gate.Way::to)
                        .filter(to -> process.step(to).isPresent())
                        .forEach(to -> edges.add("→ " + to));
            }
        }
        return edges;
    }

    /// Forms that make each condition hold and fail.
    private static List<Map<String, Object>> forms(ProcessDefinition process) {
        var values = new TreeMap<String, Set<String>>();
        for (var gate : process.gates()) {
            if (gate instanceof Gate.Choice choice) {
                choice.ways().forEach(w -> collect(w.when(), values));
            }
        }
        var forms = new ArrayList<Map<String, Object>>(List.of(Map.of()));
        values.forEach((field, candidates) -> {
            var more = new ArrayList<Map<String, Object>>();
            for (var form : forms) {
                for (var value : candidates) {
                    var extended = new HashMap<>(form);
                    extended.put(field, value);
                    more.add(extended);
                }
            }
            forms.addAll(more);
        });
        return forms;
    }

    private static void collect(@Nullable Condition condition, Map<String, Set<String>> values) {
        switch (condition) {
            case null -> {}
            case Condition.CameIn _ -> {}
            case Condition.Filled filled ->
                values.computeIfAbsent(filled.field(), _ -> new LinkedHashSet<>())
                        .addAll(List.of("", "x"));
            case Condition.Compare compare -> {
                var candidates = values.computeIfAbsent(compare.field(), _ -> new LinkedHashSet<>());
                candidates.addAll(compare.values());
                candidates.addAll(List.of("0", "999999999"));
            }
            case Condition.Every every -> every.parts().forEach(p -> collect(p, values));
            case Condition.Some some -> some.parts().forEach(p -> collect(p, values));
            case Condition.Not not -> collect(not.part(), values);
        }
    }

    private static final class Walk {

        private final ProcessDefinition process;
        private final Set<String> edges = new LinkedHashSet<>();
        private final Set<String> ends = new LinkedHashSet<>();
        /// Where one may stand, with the visits left: from the same point the same paths follow.
        private final Map<String, Long> known = new HashMap<>();
        private long paths;

        Walk(ProcessDefinition process) {
            this.process = process;
        }

        void on(Trip trip, Map<String, Integer> visits) {
            paths += from(trip, visits);
        }

        private long from(Trip trip, Map<String, Integer> visits) {
            assertThat(trip.course().owner()).isNotNull();
            if (trip.over() != null) {
                ends.add(trip.over());
                return 1;
            }
            assertThat(trip.course().places()).isNotEmpty();
            assertThat(trip.steps()).doesNotHaveDuplicates();
            trip.steps().forEach(s -> edges.add("→ " + s));
            var here = trip.channel() + " " + trip.form() + " " + trip.steps()
                    + trip.course().arrived() + " " + trip.signed().size() + votes(trip) + new TreeMap<>(visits);
            var seen = known.get(here);
            if (seen != null) {
                return seen;
            }
            var found = 0L;
            for (var id : trip.steps()) {
                found += step(trip, process.step(id).orElseThrow(), visits);
            }
            known.put(here, found);
            return found;
        }

        private static String votes(Trip trip) {
            return trip.course().places().stream()
                    .map(p -> p.votes().stream().filter(v -> v.agrees()).count() + "/"
                            + p.votes().size())
                    .toList()
                    .toString();
        }

        private long step(Trip trip, Step step, Map<String, Integer> visits) {
            var count = visits.getOrDefault(step.id(), 0);
            nobodyElseMay(trip, step);
            var found = 0L;
            var moved = false;
            for (var action : step.actions().keySet()) {
                var taker = step.takers().stream()
                        .flatMap(t -> people(t))
                        .filter(by -> trip.refusal(step.id(), action, by) == null)
                        .findFirst();
                assertThat(taker)
                        .as("%s %s in %s", step.id(), action, trip.steps())
                        .isPresent();
                edges.add(step.id() + " " + action);
                moved = true;
                if (count < VISITS) {
                    var after = trip.take(step.id(), action, taker.get());
                    found += from(after, left(trip, after, visits, step));
                }
            }
            assertThat(moved).as("%s is no dead end", step.id()).isTrue();
            var back = Options.back(process, trip.course(), step).stream()
                    .map(Step::id)
                    .collect(Collectors.toSet());
            Optional.ofNullable(step.actions().get(Step.RETURN))
                    .filter(usual -> process.step(usual).isPresent())
                    .ifPresent(usual -> assertThat(back).contains(usual));
            if (step.returnAny() && count < VISITS) {
                for (var to : trip.course().passed()) {
                    var by = people(step.takers().getFirst()).findFirst().orElseThrow();
                    var leaves = trip.attempt(step.id(), Step.RETURN, by, to) instanceof Outcome.Leaves;
                    assertThat(back.contains(to))
                            .as("%s back to %s in %s", step.id(), to, trip.steps())
                            .isEqualTo(leaves);
                    if (leaves) {
                        var after = trip.take(step.id(), Step.RETURN, by, to);
                        assertThat(after.steps()).contains(to);
                        found += from(after, left(trip, after, visits, step));
                    }
                }
            }
            return found;
        }

        private static Map<String, Integer> left(Trip before, Trip after, Map<String, Integer> visits, Step step) {
            if (after.steps().equals(before.steps())) {
                return visits;
            }
            var more = new HashMap<>(visits);
            more.merge(step.id(), 1, Integer::sum);
            return more;
        }

        private static Stream<By> people(Taker taker) {
            return Stream.iterate(0, n -> n + 1).limit(taker.seats()).map(n -> Trip.by(taker.level(), taker.role(), n));
        }

        /// Only the right level and role takes a step.
        private void nobodyElseMay(Trip trip, Step step) {
            for (var level : List.of(Level.BOOTH, Level.COMMUNITY, Level.STREET, Level.DISTRICT)) {
                for (var role : Role.values()) {
                    var entitled = step.takers().stream()
                            .anyMatch(t -> t.level() == level
                                    && t.role() == role
                                    && (t.channel() == null || t.channel() == trip.channel()));
                    if (!entitled) {
                        for (var action : step.actions().keySet()) {
                            assertThat(trip.refusal(step.id(), action, Trip.by(level, role, 0)))
                                    .isEqualTo(Refusal.NOT_YOUR_STEP);
                        }
                    }
                }
            }
        }
    }
}
