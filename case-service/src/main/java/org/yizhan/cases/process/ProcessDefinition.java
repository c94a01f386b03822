package org.yizhan.cases.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The ordered steps of a process (流程) in one version. A running case stays on the version it began with, unless it is
/// moved on purpose.
///
/// @param gates    where it forks and meets again
/// @param branches of every step and gate inside a split: in which branches it lies, outermost first
/// @param limit    how long a case may take from acceptance to its end; null for no limit
/// @param moves    how running cases of older versions may be moved to this one
public record ProcessDefinition(
        String id,
        int version,
        String name,
        String nameEn,
        Set<Channel> channels,
        List<Step> steps,
        List<Gate> gates,
        Map<String, List<Branch>> branches,
        @Nullable Limit limit,
        List<Move> moves) {

    /// One branch of a split.
    public record Branch(String split, int index) {}

    /// How cases of version `from` are moved here: the step they stand at, and the one they will.
    public record Move(int from, Map<String, String> steps) {}

    /// Where every case begins.
    public Step first() {
        return steps.getFirst();
    }

    public Optional<Step> step(String stepId) {
        return steps.stream().filter(s -> s.id().equals(stepId)).findFirst();
    }

    public Optional<Gate> gate(String gateId) {
        return gates.stream().filter(g -> g.id().equals(gateId)).findFirst();
    }

    /// In which branches a step lies; empty outside all splits.
    public List<Branch> branchesOf(String nodeId) {
        return branches.getOrDefault(nodeId, List.of());
    }

    /// Every action that the steps of this process know.
    public Set<String> actions() {
        return steps.stream().flatMap(s -> s.actions().keySet().stream()).collect(Collectors.toSet());
    }

    /// Whether a case that is sent to a step or gate may be over right then.
    public boolean mayEnd(String target) {
        return target.equals(Step.END)
                || gate(target)
                        .map(gate -> switch (gate) {
                            case Gate.Choice choice -> choice.ways().stream().anyMatch(way -> mayEnd(way.to()));
                            case Gate.Split _ -> false;
                            case Gate.Join join -> mayEnd(join.to());
                        })
                        .orElse(false);
    }

    /// The form fields that its choices ask; a form that lacks one cannot be used with it.
    public Set<String> fields() {
        return gates.stream()
                .filter(Gate.Choice.class::isInstance)
                .map(Gate.Choice.class::cast)
                .flatMap(c -> c.ways().stream())
                .flatMap(w -> w.when() == null
                        ? java.util.stream.Stream.empty()
                        : w.when().fields())
                .collect(Collectors.toSet());
    }
}
