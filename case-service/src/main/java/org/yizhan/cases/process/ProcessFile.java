package org.yizhan.cases.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.yaml.YamlValue;
import org.yizhan.protocol.id.Role;

/// Reads a process definition and refuses one that could leave a case stuck. The format is told in `docs/approval.md`.
final class ProcessFile {

    /// The actions that lead a case from step to step.
    private static final Set<String> ACTIONS =
            Set.of("accept", "approve", Step.RETURN, "resubmit", "sign", "refuse", "complete", "deny");

    private ProcessFile() {}

    static ProcessDefinition read(YamlValue file) {
        file.only("process", "version", "name", "nameEn", "channels", "limit", "migrates", "steps");
        var nodes = file.get("steps").list();
        if (nodes.isEmpty()) {
            throw file.get("steps").wrong("must name at least one step");
        }
        var where = new LinkedHashMap<String, YamlValue>();
        for (var node : nodes) {
            var id = node.get("id").text();
            if (id.equals(Step.END) || where.put(id, node) != null) {
                throw node.get("id").wrong("is used twice: " + id);
            }
        }
        var steps = new ArrayList<Step>();
        var gates = new ArrayList<Gate>();
        where.forEach((id, node) -> {
            var gate = GateFile.read(id, node, where.keySet());
            if (gate == null) {
                steps.add(step(id, node, where.keySet()));
            } else {
                gates.add(gate);
            }
        });
        var channels = new LinkedHashSet<Channel>();
        file.get("channels").list().forEach(c -> channels.add(c.oneOf(Channel.class)));
        var definition = new ProcessDefinition(
                file.get("process").text(),
                file.get("version").number(),
                file.get("name").text(),
                file.get("nameEn").text(),
                Set.copyOf(channels),
                List.copyOf(steps),
                List.copyOf(gates),
                Map.of(),
                limit(file),
                moves(file, where.keySet()));
        return new ProcessCheck(definition, where).checked();
    }

    static YamlValue leads(YamlValue target, Set<String> ids) {
        if (!target.text().equals(Step.END) && !ids.contains(target.text())) {
            throw target.wrong("leads to a step that does not exist: " + target.text());
        }
        return target;
    }

    private static @Nullable Limit limit(YamlValue value) {
        var limit = value.find("limit").orElse(null);
        if (limit == null) {
            return null;
        }
        try {
            return Limit.of(limit.text());
        } catch (IllegalArgumentException e) {
            throw limit.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static List<ProcessDefinition.Move> moves(YamlValue file, Set<String> ids) {
        var moves = file.find("migrates").map(YamlValue::list).orElse(List.of());
        return moves.stream()
                .map(move -> {
                    move.only("from", "steps");
                    var steps = new LinkedHashMap<String, String>();
                    move.get("steps").entries().forEach((old, now) -> {
                        if (!ids.contains(now.text())) {
                            throw now.wrong("leads to a step that does not exist: " + now.text());
                        }
                        steps.put(old, now.text());
                    });
                    return new ProcessDefinition.Move(move.get("from").number(), Collections.unmodifiableMap(steps));
                })
                .toList();
    }

    private static Step step(String id, YamlValue value, Set<String> ids) {
        value.only("id", "level", "name", "nameEn", "mode", "kind", "takers", "actions", "quorum", "returns", "limit");
        var actions = new LinkedHashMap<String, String>();
        value.get("actions").entries().forEach((action, target) -> {
            if (!ACTIONS.contains(action)) {
                throw target.wrong(
                        "is no action; known are " + ACTIONS.stream().sorted().toList());
            }
            actions.put(action, leads(target, ids).text());
        });
        var mode = value.find("mode").map(m -> m.oneOf(Step.Mode.class)).orElse(Step.Mode.SINGLE);
        var takers =
                value.get("takers").list().stream().map(t -> taker(t, mode)).toList();
        if (takers.isEmpty()) {
            throw value.get("takers").wrong("must name at least one taker");
        }
        var quorum = value.find("quorum").map(ProcessFile::quorum).orElse(null);
        var step = new Step(
                id,
                value.get("level").oneOf(Level.class),
                value.get("name").text(),
                value.get("nameEn").text(),
                mode,
                value.find("kind").map(k -> k.oneOf(Step.Kind.class)).orElse(Step.Kind.REVIEW),
                takers,
                Collections.unmodifiableMap(actions),
                quorum,
                value.find("returns").map(ProcessFile::any).orElse(false),
                limit(value));
        checkMode(value, step);
        return step;
    }

    private static boolean any(YamlValue value) {
        if (!value.text().equals("any")) {
            throw value.wrong("must be any");
        }
        return true;
    }

    private static Quorum quorum(YamlValue value) {
        return switch (value.text()) {
            case "all" -> new Quorum.All();
            case "any" -> new Quorum.Any();
            default -> new Quorum.Votes(value.number());
        };
    }

    private static Taker taker(YamlValue value, Step.Mode mode) {
        value.only("level", "role", "channel", "meeting", "seats");
        var seats = value.find("seats").map(YamlValue::number).orElse(1);
        if (seats < 1 || seats > 1 && mode != Step.Mode.COUNTERSIGN) {
            throw value.get("seats").wrong("must be 1 or more, and more only at a countersign step");
        }
        return new Taker(
                value.get("level").oneOf(Level.class),
                value.get("role").oneOf(Role.class),
                value.find("channel").map(c -> c.oneOf(Channel.class)).orElse(null),
                value.find("meeting").map(YamlValue::flag).orElse(false),
                seats);
    }

    private static void checkMode(YamlValue value, Step step) {
        var actions = step.actions().keySet();
        switch (step.mode()) {
            case SINGLE -> {}
            case JOINT -> {
                if (!actions.equals(Set.of("sign")) || step.returnAny()) {
                    throw value.get("actions").wrong("of a joint step must be sign alone");
                }
                var levels = step.takers().stream().map(Taker::level).distinct().count();
                if (levels != step.takers().size() || levels < 2) {
                    throw value.get("takers").wrong("of a joint step must be two or more, each of another level");
                }
            }
            case COUNTERSIGN -> {
                if (!actions.containsAll(Set.of("sign", "refuse"))
                        || !Set.of("sign", "refuse", Step.RETURN).containsAll(actions)) {
                    throw value.get("actions")
                            .wrong("of a countersign step must be sign and refuse, and may be return");
                }
                if (step.quorum() == null || step.needed() < 1 || step.needed() > step.seats()) {
                    throw value.wrong("must say its quorum: all, any, or a number up to " + step.seats());
                }
            }
        }
        if ((step.quorum() != null) != (step.mode() == Step.Mode.COUNTERSIGN)) {
            throw value.wrong("has a quorum only when its mode is countersign");
        }
        if (step.actions().containsKey("deny")
                && !Step.END.equals(step.actions().get("deny"))) {
            throw value.get("actions").wrong("may lead with deny to the end only");
        }
    }
}
