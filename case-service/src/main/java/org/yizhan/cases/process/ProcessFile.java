package org.yizhan.cases.process;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yizhan.cases.yaml.YamlValue;
import org.yizhan.protocol.id.Role;

/// Reads a process definition and refuses one that could leave a case stuck.
final class ProcessFile {

    /// A decision that sends a case back must say why; these are the actions that the program knows.
    private static final Set<String> ACTIONS = Set.of("accept", "approve", "return", "resubmit", "sign", "complete");

    private ProcessFile() {}

    static ProcessDefinition read(YamlValue file) {
        file.only("process", "version", "name", "nameEn", "channels", "steps");
        var channels = new LinkedHashSet<Channel>();
        file.get("channels").list().forEach(c -> channels.add(c.oneOf(Channel.class)));
        var steps = file.get("steps").list();
        if (steps.isEmpty()) {
            throw file.get("steps").wrong("must name at least one step");
        }
        var ids = new HashSet<String>();
        for (var step : steps) {
            if (!ids.add(step.get("id").text())) {
                throw step.get("id").wrong("is used twice: " + step.get("id").text());
            }
        }
        var definition = new ProcessDefinition(
                file.get("process").text(),
                file.get("version").number(),
                file.get("name").text(),
                file.get("nameEn").text(),
                Set.copyOf(channels),
                steps.stream().map(s -> step(s, ids)).toList());
        checkReach(file, definition);
        return definition;
    }

    private static Step step(YamlValue value, Set<String> ids) {
        value.only("id", "level", "name", "nameEn", "mode", "kind", "takers", "actions");
        var actions = new LinkedHashMap<String, String>();
        value.get("actions").entries().forEach((action, target) -> {
            if (!ACTIONS.contains(action)) {
                throw target.wrong(
                        "is no action; known are " + ACTIONS.stream().sorted().toList());
            }
            if (!target.text().equals(Step.END) && !ids.contains(target.text())) {
                throw target.wrong("leads to a step that does not exist: " + target.text());
            }
            actions.put(action, target.text());
        });
        var mode = value.find("mode").map(m -> m.oneOf(Step.Mode.class)).orElse(Step.Mode.SINGLE);
        var takers = value.get("takers").list().stream().map(ProcessFile::taker).toList();
        if (takers.isEmpty()) {
            throw value.get("takers").wrong("must name at least one taker");
        }
        if (mode == Step.Mode.JOINT) {
            checkJoint(value, takers, actions.keySet());
        }
        return new Step(
                value.get("id").text(),
                value.get("level").oneOf(Level.class),
                value.get("name").text(),
                value.get("nameEn").text(),
                mode,
                value.find("kind").map(k -> k.oneOf(Step.Kind.class)).orElse(Step.Kind.REVIEW),
                takers,
                Collections.unmodifiableMap(actions));
    }

    private static Taker taker(YamlValue value) {
        value.only("level", "role", "channel", "meeting");
        return new Taker(
                value.get("level").oneOf(Level.class),
                value.get("role").oneOf(Role.class),
                value.find("channel").map(c -> c.oneOf(Channel.class)).orElse(null),
                value.find("meeting").map(YamlValue::flag).orElse(false));
    }

    private static void checkJoint(YamlValue step, List<Taker> takers, Set<String> actions) {
        if (!actions.equals(Set.of("sign"))) {
            throw step.get("actions").wrong("of a joint step must be sign alone");
        }
        if (takers.stream().map(Taker::level).distinct().count() != takers.size() || takers.size() < 2) {
            throw step.get("takers").wrong("of a joint step must be two or more, each of another level");
        }
    }

    /// Every step can be reached from the first, and from every step the end can be reached.
    private static void checkReach(YamlValue file, ProcessDefinition definition) {
        if (definition.first().kind() != Step.Kind.DRAFT) {
            throw file.get("steps").list().getFirst().wrong("is the first step and must be of kind draft");
        }
        for (var step : definition.steps()) {
            var at = file.get("steps").list().get(definition.steps().indexOf(step));
            if (!reaches(definition, step, Step.END)) {
                throw at.wrong("never leads to the end: " + step.id());
            }
            if (step != definition.first() && !reaches(definition, definition.first(), step.id())) {
                throw at.wrong("cannot be reached from the first step: " + step.id());
            }
        }
    }

    private static boolean reaches(ProcessDefinition definition, Step from, String target) {
        var seen = new HashSet<String>();
        var open = new ArrayDeque<String>(from.actions().values());
        while (!open.isEmpty()) {
            var next = open.pop();
            if (next.equals(target)) {
                return true;
            }
            if (seen.add(next)) {
                definition.step(next).ifPresent(s -> open.addAll(s.actions().values()));
            }
        }
        return false;
    }
}
