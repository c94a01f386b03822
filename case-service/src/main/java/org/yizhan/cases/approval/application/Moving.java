package org.yizhan.cases.approval.application;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.approval.Deadlines;
import org.yizhan.cases.approval.model.Approval;
import org.yizhan.cases.approval.model.By;
import org.yizhan.cases.approval.model.Handled;
import org.yizhan.cases.approval.model.Handling;
import org.yizhan.cases.approval.model.Outcome;
import org.yizhan.cases.approval.model.Situation;
import org.yizhan.cases.approval.model.Travel;
import org.yizhan.cases.approval.model.Whole;
import org.yizhan.cases.approval.store.JointSignatures;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Step;
import org.yizhan.protocol.consultation.Attendance;
import org.yizhan.protocol.event.Event;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes what became of a case: its course with all clocks set, its history, its trail and its event.
@Component
class Moving {

    private final Docket docket;
    private final JointSignatures signatures;
    private final Deadlines deadlines;

    Moving(Docket docket, JointSignatures signatures, Deadlines deadlines) {
        this.docket = docket;
        this.signatures = signatures;
        this.deadlines = deadlines;
    }

    /// A step of the process was taken, or has gathered more.
    Mono<CaseFile> decided(
            CaseFile file,
            ProcessDefinition process,
            By by,
            Deciding.Wish wish,
            Situation situation,
            Approval approval,
            Outcome outcome) {
        var after = Travel.after(approval, outcome, by, situation, docket.now());
        var step = approval.step().id();
        return switch (outcome) {
            case Outcome.Leaves leaves -> {
                var act = new Act(by, wish, leaves.action(), step, false, false);
                yield signed(file, leaves.signing())
                        .then(begunAnew(file, process, after))
                        .then(Mono.defer(() -> write(file, process, act, after)));
            }
            case Outcome.Stays stays -> {
                var act = new Act(by, wish, stays.action(), step, false, stays.signing() != null);
                yield signed(file, stays.signing()).then(Mono.defer(() -> write(file, process, act, after)));
            }
            case Outcome.Refused refused ->
                throw new IllegalStateException(refused.why().name());
        };
    }

    /// What is to be told of a change.
    ///
    /// @param signed whether the joint step has a signature after it
    private record Act(By by, Deciding.Wish wish, String action, String step, boolean quiet, boolean signed) {

        /// What is taken back did not take its time there.
        boolean isTakenBack() {
            return action.equals(Handling.TAKE_BACK.word());
        }
    }

    /// A joint step that the case comes to a second time is signed anew.
    private Mono<Void> begunAnew(CaseFile file, ProcessDefinition process, Course after) {
        return Flux.fromIterable(after.places())
                .filter(p -> file.course().place(p.step()).isEmpty()
                        && file.course().passed().contains(p.step()))
                .filter(p -> process.step(p.step())
                        .map(s -> s.mode() == Step.Mode.JOINT)
                        .orElse(false))
                .concatMap(p -> signatures.drop(file.id(), p.step()))
                .then();
    }

    /// Something was done with it that is the same in every process.
    Mono<CaseFile> handled(
            CaseFile file,
            ProcessDefinition process,
            By by,
            Deciding.Wish wish,
            Handling handling,
            Situation situation,
            Handled.Done done) {
        var after = Travel.after(file.course(), handling, done, by, situation);
        return isSigned(file, after)
                .flatMap(signed -> write(
                        file, process, new Act(by, wish, handling.word(), done.step(), done.quiet(), signed), after));
    }

    private Mono<Boolean> isSigned(CaseFile file, Course course) {
        return course.places().isEmpty()
                        || !file.state().equals("joint") && file.course().halt() == null
                ? Mono.just(false)
                : signatures
                        .of(file.id())
                        .filter(s -> course.place(s.step()).isPresent())
                        .hasElements();
    }

    private Mono<Void> signed(CaseFile file, Outcome.@Nullable Signing signing) {
        return signing == null ? Mono.empty() : signatures.add(file.id(), signing);
    }

    private Mono<CaseFile> write(CaseFile file, ProcessDefinition process, Act act, Course after) {
        var wish = act.wish();
        var by = act.by();
        var meeting = wish.attendance().map(Attendance::consultation).orElse(null);
        var over = after.places().isEmpty();
        var course = over
                ? after.undoable(null).clocked(after.places(), Course.Clock.NONE)
                : deadlines.clocked(process, file, after, docket.now());
        var deed = Deed.of(by.subject(), by.name(), act.action(), file)
                .as(by.level(), by.via())
                .at(act.step())
                .leaving(act.isTakenBack() ? null : left(file.course(), course, act.step()))
                .saying(wish.comment())
                .in(meeting)
                .with(facts(process, wish, course))
                .announcing((f, at) -> new Event.CaseDecided(
                        f.id(),
                        meeting,
                        f.version(),
                        act.step(),
                        act.action(),
                        by.level().word(),
                        f.state(),
                        at));
        var known = meeting == null || meeting.equals(file.consultation())
                ? file
                : file.met(meeting, wish.attendance().map(Attendance::recorded).orElse(null));
        var moved = known.moved(
                course,
                over ? Whole.ending(act.action()) : Whole.word(process, course),
                over || Whole.isFrozen(process, course, act.signed()),
                over ? docket.now() : null);
        return docket.write(moved, act.quiet() ? deed.quietly() : deed);
    }

    /// When the case had come to a step at which it stands no longer.
    private static @Nullable Instant left(Course before, Course after, String step) {
        return before.place(step)
                .map(Place::since)
                .filter(came ->
                        after.place(step).map(Place::since).filter(came::equals).isEmpty())
                .orElse(null);
    }

    private static Map<String, Object> facts(ProcessDefinition process, Deciding.Wish wish, Course course) {
        var facts = new TreeMap<String, Object>();
        facts.put("process", process.id());
        facts.put("processVersion", process.version());
        facts.put("steps", course.places().stream().map(Place::step).toList());
        facts.put("owner", course.owner().subject());
        var to = wish.to();
        if (to != null) {
            facts.put("to", to);
        }
        return facts;
    }
}
