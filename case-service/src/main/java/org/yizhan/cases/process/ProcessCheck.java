package org.yizhan.cases.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.yizhan.cases.process.ProcessDefinition.Branch;
import org.yizhan.cases.yaml.YamlValue;

/// Makes sure that no case can get stuck in a definition, and finds out in which branches each step lies.
final class ProcessCheck {

    private final ProcessDefinition definition;
    private final Map<String, YamlValue> where;
    private final Map<String, List<Branch>> branches = new HashMap<>();

    /// @param where each step and gate in its file
    ProcessCheck(ProcessDefinition definition, Map<String, YamlValue> where) {
        this.definition = definition;
        this.where = where;
    }

    /// The definition with its branches.
    ProcessDefinition checked() {
        if (!where.keySet().iterator().next().equals(definition.first().id())
                || definition.first().kind() != Step.Kind.DRAFT) {
            throw at(where.keySet().iterator().next()).wrong("is the first step and must be of kind draft");
        }
        checkGates();
        checkReach();
        findBranches();
        definition.steps().forEach(this::checkStep);
        return new ProcessDefinition(
                definition.id(),
                definition.version(),
                definition.name(),
                definition.nameEn(),
                definition.channels(),
                definition.steps(),
                definition.gates(),
                Map.copyOf(branches),
                definition.limit(),
                definition.moves());
    }

    private YamlValue at(String id) {
        var value = where.get(id);
        if (value == null) {
            throw new IllegalStateException("no node " + id);
        }
        return value;
    }

    /// Split and join name each other, and gates do not lead in a circle without a step.
    private void checkGates() {
        for (var gate : definition.gates()) {
            switch (gate) {
                case Gate.Choice _ -> {}
                case Gate.Split split -> {
                    if (!(definition.gate(split.join()).orElse(null) instanceof Gate.Join join)
                            || !join.split().equals(split.id())) {
                        throw at(split.id()).get("join").wrong("is not the join of " + split.id());
                    }
                }
                case Gate.Join join -> {
                    if (!(definition.gate(join.split()).orElse(null) instanceof Gate.Split split)
                            || !split.join().equals(join.id())) {
                        throw at(join.id()).get("joins").wrong("does not have this join: " + join.split());
                    }
                }
            }
            if (reachable(gate.id(), id -> definition.gate(id).isPresent() ? next(id) : List.of())
                    .contains(gate.id())) {
                throw at(gate.id()).wrong("leads back to itself without a step");
            }
        }
    }

    /// Every step can be reached from the first, and from every step the end can be reached.
    private void checkReach() {
        var reached = reachable(definition.first().id(), this::next);
        for (var id : where.keySet()) {
            if (!reachable(id, this::next).contains(Step.END)) {
                throw at(id).wrong("never leads to the end: " + id);
            }
            if (!id.equals(definition.first().id()) && !reached.contains(id)) {
                throw at(id).wrong("cannot be reached from the first step: " + id);
            }
        }
    }

    /// What a step or gate leads to, back or on.
    private List<String> next(String id) {
        return definition.step(id).map(s -> List.copyOf(s.actions().values())).orElseGet(() -> onwards(id));
    }

    /// What it leads on to, returns left out.
    private List<String> onwards(String id) {
        var step = definition.step(id);
        if (step.isPresent()) {
            return step.get().actions().entrySet().stream()
                    .filter(e -> !e.getKey().equals(Step.RETURN))
                    .map(Map.Entry::getValue)
                    .toList();
        }
        return switch (definition.gate(id).orElse(null)) {
            case null -> List.of();
            case Gate.Choice choice -> choice.ways().stream().map(Gate.Way::to).toList();
            case Gate.Split split -> split.branches();
            case Gate.Join join -> List.of(join.to());
        };
    }

    private static Set<String> reachable(String from, Function<String, List<String>> next) {
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(next.apply(from));
        while (!open.isEmpty()) {
            var id = open.pop();
            if (seen.add(id)) {
                open.addAll(next.apply(id));
            }
        }
        return seen;
    }

    /// Steps that only a return leads to lie where they lead on to.
    private void findBranches() {
        spread(definition.first().id(), List.of());
        var lost = new ArrayList<>(where.keySet());
        lost.removeAll(branches.keySet());
        while (!lost.isEmpty()) {
            var found = lost.stream()
                    .filter(id -> onwards(id).stream().anyMatch(t -> t.equals(Step.END) || branches.containsKey(t)))
                    .findFirst()
                    .orElseThrow(() -> at(lost.getFirst()).wrong("lies in no known branch: " + lost.getFirst()));
            var target = onwards(found).stream()
                    .filter(t -> t.equals(Step.END) || branches.containsKey(t))
                    .findFirst()
                    .orElseThrow();
            spread(found, branches.getOrDefault(target, List.of()));
            lost.removeAll(branches.keySet());
        }
    }

    private void spread(String id, List<Branch> path) {
        var known = branches.putIfAbsent(id, path);
        if (known != null) {
            if (!known.equals(path)) {
                throw at(id).wrong("lies in more than one branch: " + id);
            }
            return;
        }
        if (definition.gate(id).orElse(null) instanceof Gate.Split split) {
            for (var i = 0; i < split.branches().size(); i++) {
                var inner = new ArrayList<>(path);
                inner.add(new Branch(split.id(), i));
                follow(id, split.branches().get(i), List.copyOf(inner));
            }
            return;
        }
        onwards(id).forEach(target -> follow(id, target, path));
    }

    private void follow(String from, String target, List<Branch> path) {
        if (target.equals(Step.END)) {
            if (!path.isEmpty()) {
                throw at(from).wrong("ends inside a branch of " + path.getLast().split() + ", without its join");
            }
            return;
        }
        if (definition.gate(target).orElse(null) instanceof Gate.Join join) {
            if (path.isEmpty() || !path.getLast().split().equals(join.split())) {
                throw at(from).wrong("leads to " + join.id() + " from outside the branches that it joins");
            }
            spread(target, path.subList(0, path.size() - 1));
            return;
        }
        spread(target, path);
    }

    private void checkStep(Step step) {
        var path = branches.getOrDefault(step.id(), List.of());
        if (!path.isEmpty()) {
            var split = (Gate.Split) definition.gate(path.getLast().split()).orElseThrow();
            if (!reachable(step.id(), this::onwards).contains(split.join())) {
                throw at(step.id()).wrong("is in a branch that never comes to its join " + split.join());
            }
            if (step.kind() != Step.Kind.REVIEW) {
                throw at(step.id()).wrong("changes the case and must lie outside the branches: " + step.id());
            }
        }
        var back = step.actions().get(Step.RETURN);
        if (back != null && definition.step(back).isEmpty()) {
            throw at(step.id()).get("actions").wrong("returns to what is no step: " + back);
        }
        if (back != null && !startsWith(path, branches.getOrDefault(back, List.of()))) {
            throw at(step.id()).get("actions").wrong("returns into another branch: " + back);
        }
        if (step.mode() == Step.Mode.COUNTERSIGN
                && step.takers().stream()
                                .map(t -> t.level() + "/" + t.role())
                                .distinct()
                                .count()
                        != step.takers().size()) {
            throw at(step.id()).get("takers").wrong("names the same level and role twice; use seats");
        }
        for (var channel : definition.channels()) {
            if (step.takers().stream().noneMatch(t -> t.channel() == null || t.channel() == channel)) {
                throw at(step.id()).get("takers").wrong("has nobody for cases of the channel " + channel.word());
            }
        }
    }

    private static boolean startsWith(List<Branch> path, List<Branch> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }
}
