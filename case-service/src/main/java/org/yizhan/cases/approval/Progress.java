package org.yizhan.cases.approval;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.yizhan.cases.approval.application.Capacities;
import org.yizhan.cases.approval.model.By;
import org.yizhan.cases.approval.model.JointSignature;
import org.yizhan.cases.approval.model.Options;
import org.yizhan.cases.approval.model.Situation;
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
    private final Clock clock;

    Progress(Processes processes, JointSignatures signatures, Clock clock) {
        this.processes = processes;
        this.signatures = signatures;
        this.clock = clock;
    }

    /// Where one case stands.
    ///
    /// @param signed of its joint step, first one first
    public record Standing(ProcessDefinition process, List<Signed> signed) {}

    /// That a level signed.
    public record Signed(Level level, String name, Instant at) {}

    public Mono<Standing> of(CaseFile file) {
        var process = process(file);
        var joint = process.steps().stream().anyMatch(s -> s.mode() == Step.Mode.JOINT);
        var given = joint ? signatures.of(file.id()).collectList() : Mono.just(List.<JointSignature>of());
        return given.map(signed ->
                new Standing(process, signed.stream().map(Progress::shown).toList()));
    }

    private static Signed shown(JointSignature signature) {
        return new Signed(signature.level(), signature.name(), signature.at());
    }

    private ProcessDefinition process(CaseFile file) {
        return processes.get(file.matter().process(), file.matter().processVersion());
    }

    /// What the actor may try at the steps where the case stands. A meeting that is needed, or a gap,
    /// may still be in the way.
    public List<String> actions(CaseFile file, Standing standing, Actor actor) {
        var actions = new LinkedHashSet<String>();
        for (var step : open(file, standing, actor)) {
            actions.addAll(step.actions().keySet());
            if (step.returnAny()) {
                actions.add(Step.RETURN);
            }
        }
        return List.copyOf(actions);
    }

    /// A step to which the case may be sent back.
    ///
    /// @param from  the step that sends it back
    /// @param usual whether it goes there when the decider names none
    public record WayBack(Step from, Step to, boolean usual) {}

    /// To which steps the actor may send the case back.
    public List<WayBack> waysBack(CaseFile file, Standing standing, Actor actor) {
        return open(file, standing, actor).stream()
                .flatMap(from -> Options.back(standing.process(), file.course(), from).stream()
                        .map(to -> new WayBack(
                                from, to, to.id().equals(from.actions().get(Step.RETURN)))))
                .toList();
    }

    /// Of the steps where the case stands, those that the actor may take.
    private Set<Step> open(CaseFile file, Standing standing, Actor actor) {
        var course = file.course();
        if (course.halt() != null) {
            return Set.of();
        }
        var situation = situation(file);
        var open = new LinkedHashSet<Step>();
        for (var by : Capacities.of(actor, file.scope(), clock.instant())) {
            for (var place : course.places()) {
                var step = standing.process().step(place.step()).orElseThrow();
                if (Options.isOpenTo(step, place, by, situation) && !hasSigned(step, standing, by)) {
                    open.add(step);
                }
            }
        }
        return open;
    }

    private static boolean hasSigned(Step step, Standing standing, By by) {
        return step.mode() == Step.Mode.JOINT && standing.signed().stream().anyMatch(s -> s.level() == by.level());
    }

    /// What else the actor may try with the case, whatever its process.
    public List<String> handlings(CaseFile file, Standing standing, Actor actor) {
        if (file.course().places().isEmpty()) {
            return List.of();
        }
        var capacities = Capacities.of(actor, file.scope(), clock.instant());
        return Options.handlings(standing.process(), file.course(), capacities, situation(file), clock.instant());
    }

    /// As a page knows it that has not asked for a reason yet: a reason can always be given.
    private static Situation situation(CaseFile file) {
        return new Situation(
                file.matter().channel(), file.form(), file.scope(), file.version(), List.of(), null, "?", null, null);
    }

    private static boolean isTakenBy(Taker taker, Actor actor) {
        return taker.level() == Level.of(actor.station()) && actor.is(taker.role())
                || actor.posts().stream()
                        .anyMatch(p -> taker.level() == Level.of(p.station())
                                && p.roles().contains(taker.role()));
    }

    /// A step of a process, as a worklist looks for it.
    public record Place(String process, int version, String step, Set<Channel> channels) {}

    /// The steps that wait for somebody like the actor. What is being put together in a meeting waits
    /// for nobody: it is worked on right there.
    public List<Place> places(Actor actor) {
        return processes.all().stream()
                .flatMap(p -> p.steps().stream()
                        .flatMap(s -> s.takers().stream()
                                .filter(t -> isTakenBy(t, actor))
                                .filter(t -> s.kind() != Step.Kind.DRAFT || !t.meeting())
                                .map(t -> new Place(
                                        p.id(),
                                        p.version(),
                                        s.id(),
                                        t.channel() == null ? Set.of(Channel.values()) : Set.of(t.channel())))))
                .toList();
    }
}
