package org.yizhan.cases.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yizhan.cases.yaml.YamlFile;

/// All process definitions, every version that a case may still be on. Read and checked at start.
@Component
public class Processes {

    private static final String FILES = "classpath*:cases/process/*.yaml";

    private final Map<String, Map<Integer, ProcessDefinition>> definitions = new HashMap<>();

    public Processes(ResourcePatternResolver resources) {
        try {
            for (var file : resources.getResources(FILES)) {
                var value = YamlFile.read(file);
                var definition = ProcessFile.read(value);
                var versions = definitions.computeIfAbsent(definition.id(), _ -> new HashMap<>());
                if (versions.put(definition.version(), definition) != null) {
                    throw value.get("version").wrong("is there twice for " + definition.id());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + FILES, e);
        }
    }

    /// The newest version, on which new cases begin.
    public Optional<ProcessDefinition> newest(String id) {
        return definitions.getOrDefault(id, Map.of()).values().stream()
                .max(Comparator.comparingInt(ProcessDefinition::version));
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
