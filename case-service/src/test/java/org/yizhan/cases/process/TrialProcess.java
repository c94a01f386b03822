package org.yizhan.cases.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.core.io.ByteArrayResource;
import org.yizhan.cases.yaml.YamlFile;

/// A definition written down in a test.
public final class TrialProcess {

    private TrialProcess() {}

    /// As the file `trial.yaml`.
    public static ProcessDefinition read(String yaml) {
        var resource = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "trial.yaml";
            }
        };
        return ProcessFile.read(YamlFile.read(resource));
    }

    /// With a head, and steps that are each one line.
    public static ProcessDefinition of(String... steps) {
        return read(yaml(steps));
    }

    /// The first step is on line 7.
    public static String yaml(String... steps) {
        return "process: trial\nversion: 1\nname: 试\nnameEn: Trial\nchannels: [window]\nsteps:\n"
                + String.join(
                        "", Arrays.stream(steps).map(s -> "  - " + s + "\n").toList());
    }

    /// A step of the street's clerks: `id: {actions}`.
    public static String street(String id, String actions, String... more) {
        return step(id, "street", "CLERK", actions, more);
    }

    public static String district(String id, String actions, String... more) {
        return step(id, "district", "OFFICER", actions, more);
    }

    private static String step(String id, String level, String role, String actions, String... more) {
        var extra = more.length == 0 ? "" : ", " + String.join(", ", more);
        var takers = extra.contains("takers:") ? "" : ", takers: [{level: %s, role: %s}]".formatted(level, role);
        return "{id: %s, level: %s, name: 步, nameEn: Step, actions: {%s}%s%s}"
                .formatted(id, level, actions, takers, extra);
    }
}
