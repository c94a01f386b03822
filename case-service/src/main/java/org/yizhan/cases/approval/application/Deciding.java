package org.yizhan.cases.approval.application;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.approval.Gaps;
import org.yizhan.cases.approval.model.Approval;
import org.yizhan.cases.approval.model.By;
import org.yizhan.cases.approval.model.Desk;
import org.yizhan.cases.approval.model.Handled;
import org.yizhan.cases.approval.model.Handling;
import org.yizhan.cases.approval.model.JointSignature;
import org.yizhan.cases.approval.model.Outcome;
import org.yizhan.cases.approval.model.Refusal;
import org.yizhan.cases.approval.model.Situation;
import org.yizhan.cases.approval.store.JointSignatures;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.meeting.Meeting;
import org.yizhan.cases.meeting.Meetings;
import org.yizhan.cases.org.People;
import org.yizhan.cases.org.Roster;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.process.Step;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.consultation.Attendance;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import reactor.core.publisher.Mono;

/// Takes a decision on a case, in the caller's transaction: the model decides, and everything that follows from it is
/// written at once, if nobody has changed the case meanwhile.
@Component
public class Deciding {

    private final Docket docket;
    private final Processes processes;
    private final JointSignatures signatures;
    private final Gaps gaps;
    private final Meetings meetings;
    private final People people;
    private final Roster roster;
    private final Moving moving;

    Deciding(
            Docket docket,
            Processes processes,
            JointSignatures signatures,
            Gaps gaps,
            Meetings meetings,
            People people,
            Roster roster,
            Moving moving) {
        this.docket = docket;
        this.processes = processes;
        this.signatures = signatures;
        this.gaps = gaps;
        this.meetings = meetings;
        this.people = people;
        this.roster = roster;
        this.moving = moving;
    }

    /// What somebody wants.
    ///
    /// @param attendance the meeting that they say it is decided in, as it was a moment ago
    /// @param step       the step that they mean, of a case that stands at several; null for the one that fits
    /// @param to         the step to return to, or the account of the person concerned
    public record Wish(
            long version,
            String action,
            @Nullable String comment,
            Optional<Attendance> attendance,
            @Nullable String step,
            @Nullable String to) {

        public Wish(long version, String action, @Nullable String comment, Optional<Attendance> attendance) {
            this(version, action, comment, attendance, null, null);
        }
    }

    /// What became of it.
    public sealed interface Result {
        record Done(CaseFile file) implements Result {}

        record NotDone(Refusal why) implements Result {}
    }

    public Mono<Result> decide(Actor actor, CaseId id, Wish wish) {
        return docket.look(id, actor, wish.version()).flatMap(file -> decide(actor, file, wish));
    }

    /// Takes a decision on a case that the caller holds or has just opened.
    Mono<Result> decide(Actor actor, CaseFile file, Wish wish) {
        if (file.course().places().isEmpty()) {
            return refused(Refusal.ACTION_NOT_HERE);
        }
        var process = processes.get(file.matter().process(), file.matter().processVersion());
        var capacities = Capacities.of(actor, file.scope(), docket.now());
        return Handling.of(wish.action())
                .map(handling -> situation(file, wish, process, handling)
                        .flatMap(situation -> handle(file, wish, process, handling, situation, capacities)))
                .orElseGet(() -> take(file, wish, process, capacities));
    }

    // --- what is the same in every process -------------------------------------------------------------------------

    private Mono<Situation> situation(CaseFile file, Wish wish, ProcessDefinition process, Handling handling) {
        var to = wish.to();
        Mono<People.Member> whom = handling == Handling.ESCALATE
                ? roster.leader(file.scope(), depth(process, file, wish), docket.now())
                : handling.isOfSomebody() && to != null ? people.find(to) : Mono.empty();
        return whom.map(m -> new Situation.Known(m.person(), m.roles()))
                .map(known -> situation(file, wish, List.of(), Set.of(), known))
                .switchIfEmpty(Mono.fromSupplier(() -> situation(file, wish, List.of(), Set.of(), null)));
    }

    /// How deep in the tree the step is taken whose leader is wanted.
    private static int depth(ProcessDefinition process, CaseFile file, Wish wish) {
        var meant = wish.step() == null ? String.valueOf(file.step()) : wish.step();
        var level = process.step(meant).map(Step::level).orElse(Level.DISTRICT);
        return switch (level) {
            case SYSTEM, DISTRICT -> 0;
            case STREET, BOOTH -> 1;
            case COMMUNITY -> 2;
        };
    }

    private Mono<Result> handle(
            CaseFile file,
            Wish wish,
            ProcessDefinition process,
            Handling handling,
            Situation situation,
            List<By> capacities) {
        var why = Refusal.NOT_YOUR_STEP;
        for (var by : capacities) {
            var handled = new Desk(process, file.course(), by, situation, docket.now(), wish.step()).handle(handling);
            switch (handled) {
                case Handled.Done done -> {
                    return moving.handled(file, process, by, wish, handling, situation, done)
                            .map(Result.Done::new);
                }
                case Handled.Refused refused -> why = telling(why, refused.why());
            }
        }
        return refused(why);
    }

    // --- the process's own steps -----------------------------------------------------------------------------------

    private Mono<Result> take(CaseFile file, Wish wish, ProcessDefinition process, List<By> capacities) {
        var steps = file.course().places().stream()
                .map(p -> process.step(p.step()).orElseThrow())
                .toList();
        return signed(file, steps)
                .flatMap(signed -> missing(file, wish, process, steps)
                        .flatMap(missing -> over(file, signed)
                                .flatMap(over -> take(
                                        file,
                                        wish,
                                        process,
                                        capacities,
                                        situation(file, wish, missing, over, null),
                                        signed))));
    }

    /// Read only where they are asked for.
    private Mono<List<JointSignature>> signed(CaseFile file, List<Step> steps) {
        return steps.stream().anyMatch(s -> s.mode() == Step.Mode.JOINT)
                ? signatures.of(file.id()).collectList()
                : Mono.just(List.of());
    }

    /// Who accepts wants everything that is not tolerated; who ends the case wants that, too.
    private Mono<List<String>> missing(CaseFile file, Wish wish, ProcessDefinition process, List<Step> steps) {
        var accepting = steps.stream().anyMatch(s -> s.mode() == Step.Mode.JOINT || s.kind() != Step.Kind.REVIEW);
        var ending = !isNo(wish)
                && steps.stream()
                        .map(s -> s.actions().get(wish.action()))
                        .anyMatch(target -> target != null && process.mayEnd(target));
        return (accepting ? gaps.of(file) : Mono.just(List.<String>of()))
                .flatMap(missing -> ending
                        ? gaps.owed(file)
                                .map(owed -> Stream.concat(missing.stream(), owed.stream())
                                        .distinct()
                                        .toList())
                        : Mono.just(missing));
    }

    /// A case that comes to nothing needs no papers.
    private static boolean isNo(Wish wish) {
        return wish.action().equals("deny") || wish.action().equals("refuse");
    }

    /// Which meetings in which the joint step was signed are over.
    private Mono<Set<ConsultationId>> over(CaseFile file, List<JointSignature> signed) {
        return signed.isEmpty()
                ? Mono.just(Set.of())
                : meetings.of(file.id())
                        .filter(m -> m.endedAt() != null)
                        .map(Meeting::consultation)
                        .collect(Collectors.toSet());
    }

    private Mono<Result> take(
            CaseFile file,
            Wish wish,
            ProcessDefinition process,
            List<By> capacities,
            Situation situation,
            List<JointSignature> signed) {
        var why = Refusal.ACTION_NOT_HERE;
        for (var place : file.course().places()) {
            if (wish.step() != null && !wish.step().equals(place.step())) {
                continue;
            }
            var here =
                    signed.stream().filter(s -> s.step().equals(place.step())).toList();
            var approval = Approval.at(process, file.course(), place, here);
            for (var by : capacities) {
                var outcome = approval.decide(wish.action(), by, situation, docket.now());
                if (outcome instanceof Outcome.Refused refused) {
                    why = telling(why, refused.why());
                } else {
                    return moving.decided(file, process, by, wish, situation, approval, outcome)
                            .map(Result.Done::new);
                }
            }
        }
        return refused(why);
    }

    /// The refusal that tells more: one may be no taker in one capacity and miss a paper in another.
    private static Refusal telling(Refusal one, Refusal other) {
        return rank(other) > rank(one) ? other : one;
    }

    private static int rank(Refusal refusal) {
        return switch (refusal) {
            case ACTION_NOT_HERE -> 0;
            case NOT_YOUR_STEP -> 1;
            default -> 2;
        };
    }

    private static Situation situation(
            CaseFile file,
            Wish wish,
            List<String> missing,
            Set<ConsultationId> over,
            Situation.@Nullable Known person) {
        return new Situation(
                file.matter().channel(),
                file.form(),
                file.scope(),
                file.version(),
                missing,
                wish.attendance().map(a -> meeting(a, file.id(), over)).orElse(null),
                wish.comment(),
                wish.to(),
                person);
    }

    private static Situation.Meeting meeting(Attendance attendance, CaseId caseId, Set<ConsultationId> over) {
        return new Situation.Meeting(
                attendance.consultation(),
                attendance.live(),
                caseId.equals(attendance.caseId()),
                attendance.present().stream()
                        .map(a -> new Situation.Present(a.subject(), a.role(), Level.of(a.station())))
                        .toList(),
                over);
    }

    private static Mono<Result> refused(Refusal why) {
        return Mono.just(new Result.NotDone(why));
    }
}
