package org.yizhan.cases.process;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The ordered steps of a process (流程) in one version. A running case stays on the version it began with.
public record ProcessDefinition(
        String id, int version, String name, String nameEn, Set<Channel> channels, List<Step> steps) {

    /// Where every case begins.
    public Step first() {
        return steps.getFirst();
    }

    public Optional<Step> step(String stepId) {
        return steps.stream().filter(s -> s.id().equals(stepId)).findFirst();
    }
}
