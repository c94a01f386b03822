package org.yizhan.cases.approval;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.yizhan.cases.approval.model.Approval;
import org.yizhan.cases.approval.model.JointSignature;
import org.yizhan.cases.approval.store.JointSignatures;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.process.Step;
import org.yizhan.cases.process.Taker;
import org.yizhan.platform.security.Actor;
import reactor.core.publisher.Mono;

/// Where cases stand, for those who show them.
@Component
public class Progress {

    private final Processes processes;
    private final JointSignatures signatures;

    Progress(Processes processes, JointSignatures signatures) {
        this.processes = processes;
        this.signatures = signatures;
    }

    /// Where one case stands.
    ///
    /// @param signed of its joint step, first one first
    public record Standing(ProcessDefinition process, Approval approval, List<Signed> signed) {}

    /// That a level signed.
    public record Signed(Level level, String name, Instant at) {}

    public Mono<Standing> of(CaseFile file) {
        var process = process(file);
        return signatures.of(file.id()).collectList().map(signed -> {
            var shown = signed.stream().map(Progress::shown).toList();
            return new Standing(process, Approval.at(process, file.step(), signed), shown);
        });
    }

    private static Signed shown(JointSignature signature) {
        return new Signed(signature.level(), signature.name(), signature.at());
    }

    private ProcessDefinition process(CaseFile file) {
        return processes.get(file.matter().process(), file.matter().processVersion());
    }

    /// What the actor may try at the present step. A meeting that is needed, or a gap, may still be in the way.
    public List<String> actions(CaseFile file, Standing standing, Actor actor) {
        var step = file.step() == null
                ? null
                : standing.process().step(file.step()).orElse(null);
        if (step == null || step.takers().stream().noneMatch(t -> fits(t, file, actor))) {
            return List.of();
        }
        var signedAlready = step.mode() == Step.Mode.JOINT
                && standing.signed().stream().anyMatch(s -> s.level() == Level.of(actor.station()));
        return signedAlready ? List.of() : List.copyOf(step.actions().keySet());
    }

    private static boolean fits(Taker taker, CaseFile file, Actor actor) {
        return taker.level() == Level.of(actor.station())
                && actor.is(taker.role())
                && (taker.channel() == null || taker.channel() == file.matter().channel());
    }

    /// A step of a process, as a worklist looks for it.
    public record Place(String process, int version, String step, Set<Channel> channels) {}

    /// The steps that wait for somebody like the actor. What is being put together in a meeting waits for nobody: it is
    /// worked on right there.
    public List<Place> places(Actor actor) {
        return processes.all().stream()
                .flatMap(p -> p.steps().stream()
                        .flatMap(s -> s.takers().stream()
                                .filter(t -> t.level() == Level.of(actor.station()) && actor.is(t.role()))
                                .filter(t -> s.kind() != Step.Kind.DRAFT || !t.meeting())
                                .map(t -> new Place(
                                        p.id(),
                                        p.version(),
                                        s.id(),
                                        t.channel() == null ? Set.of(Channel.values()) : Set.of(t.channel())))))
                .toList();
    }
}
