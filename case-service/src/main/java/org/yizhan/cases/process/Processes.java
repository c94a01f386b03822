package org.yizhan.cases.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yizhan.cases.yaml.YamlFile;
import org.yizhan.cases.yaml.YamlValue;

/// All process definitions, every version that a case may still be on. Read and checked at start.
@Component
public class Processes {

    private static final String FILES = "classpath*:cases/process/*.yaml";

    private final Map<String, Map<Integer, ProcessDefinition>> definitions = new HashMap<>();

    public Processes(ResourcePatternResolver resources) {
        try {
            var moves = new ArrayList<Runnable>();
            for (var file : resources.getResources(FILES)) {
                var value = YamlFile.read(file);
                var definition = ProcessFile.read(value);
                var versions = definitions.computeIfAbsent(definition.id(), _ -> new HashMap<>());
                if (versions.put(definition.version(), definition) != null) {
                    throw value.get("version").wrong("is there twice for " + definition.id());
                }
                moves.add(() -> checkMoves(value, definition));
            }
            moves.forEach(Runnable::run);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + FILES, e);
        }
    }

    /// Every step of the older version has a place in the newer one.
    private void checkMoves(YamlValue file, ProcessDefinition definition) {
        for (var i = 0; i < definition.moves().size(); i++) {
            var move = definition.moves().get(i);
            var at = file.get("migrates").list().get(i);
            var old = definitions.getOrDefault(definition.id(), Map.of()).get(move.from());
            if (old == null || move.from() >= definition.version()) {
                throw at.get("from").wrong("is no older version of " + definition.id());
            }
            for (var step : old.steps()) {
                var target = move.steps().get(step.id());
                if (target == null) {
                    throw at.get("steps").wrong("says nothing of the step " + step.id());
                }
                if (!old.branchesOf(step.id()).equals(definition.branchesOf(target))) {
                    throw at.get("steps").get(step.id()).wrong("lies in other branches than " + target);
                }
            }
            for (var step : move.steps().keySet()) {
                if (old.step(step).isEmpty()) {
                    throw at.get("steps").wrong("names a step that version " + move.from() + " lacks: " + step);
                }
            }
        }
    }

    /// The newest version, on which new cases begin.
    public Optional<ProcessDefinition> newest(String id) {
        return definitions.getOrDefault(id, Map.of()).values().stream()
                .max(Comparator.comparingInt(ProcessDefinition::version));
    }

    public Optional<ProcessDefinition> find(String id, int version) {
        return Optional.ofNullable(definitions.getOrDefault(id, Map.of()).get(version));
    }

    /// @throws IllegalStateException when a case is on a version that the program does not know
    public ProcessDefinition get(String id, int version) {
        var definition = definitions.getOrDefault(id, Map.of()).get(version);
        if (definition == null) {
            throw new IllegalStateException("no process " + id + " version " + version);
        }
        return definition;
    }

    public List<ProcessDefinition> all() {
        return definitions.values().stream()
                .flatMap(versions -> versions.values().stream())
                .sorted(Comparator.comparing(ProcessDefinition::id).thenComparing(ProcessDefinition::version))
                .toList();
    }
}
