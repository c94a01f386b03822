package org.yizhan.cases.approval.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.approval.Gaps;
import org.yizhan.cases.approval.model.Approval;
import org.yizhan.cases.approval.model.By;
import org.yizhan.cases.approval.model.JointSignature;
import org.yizhan.cases.approval.model.Outcome;
import org.yizhan.cases.approval.model.Refusal;
import org.yizhan.cases.approval.model.Situation;
import org.yizhan.cases.approval.store.JointSignatures;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.Processes;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.consultation.Attendance;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import reactor.core.publisher.Mono;

/// Takes a decision on a case, in the caller's transaction: the case is locked, the model decides, and everything that
/// follows from it is written at once.
@Component
public class Deciding {

    private final Docket docket;
    private final Processes processes;
    private final JointSignatures signatures;
    private final Gaps gaps;

    Deciding(Docket docket, Processes processes, JointSignatures signatures, Gaps gaps) {
        this.docket = docket;
        this.processes = processes;
        this.signatures = signatures;
        this.gaps = gaps;
    }

    /// What somebody wants.
    ///
    /// @param attendance the meeting that they say it is decided in, as it was a moment ago
    public record Wish(
            long version, String action, @Nullable String comment, Optional<Attendance> attendance) {}

    /// What became of it.
    public sealed interface Result {
        record Done(CaseFile file) implements Result {}

        record NotDone(Refusal why) implements Result {}
    }

    public Mono<Result> decide(Actor actor, CaseId id, Wish wish) {
        return docket.lock(id, actor, wish.version())
                .flatMap(file -> gaps.of(file)
                        .flatMap(missing -> signatures
                                .of(file.id())
                                .collectList()
                                .flatMap(signed -> decide(actor, file, wish, missing, signed))));
    }

    private Mono<Result> decide(
            Actor actor, CaseFile file, Wish wish, List<String> missing, List<JointSignature> signed) {
        var by = new By(actor.subject(), actor.name(), actor.roles(), Deed.level(actor));
        var meeting = wish.attendance().map(a -> meeting(a, file.id())).orElse(null);
        var situation = new Situation(file.matter().channel(), missing, meeting, wish.comment());
        var process = processes.get(file.matter().process(), file.matter().processVersion());
        var outcome = switch (Approval.at(process, file.step(), signed)) {
            case Approval.Open open -> open.decide(wish.action(), by, situation);
            case Approval.Joint joint ->
                wish.action().equals("sign")
                        ? joint.sign(by, situation, docket.now())
                        : new Outcome.Refused(Refusal.ACTION_NOT_HERE);
            case Approval.Completed _ -> new Outcome.Refused(Refusal.ACTION_NOT_HERE);
        };
        return switch (outcome) {
            case Outcome.Refused refused -> Mono.just(new Result.NotDone(refused.why()));
            case Outcome.Decided decided -> write(actor, file, wish, decided, signed);
        };
    }

    private static Situation.Meeting meeting(Attendance attendance, CaseId caseId) {
        return new Situation.Meeting(
                attendance.consultation(),
                attendance.live(),
                caseId.equals(attendance.caseId()),
                attendance.present().stream()
                        .map(a -> new Situation.Present(a.subject(), a.role(), Level.of(a.station())))
                        .toList());
    }

    private Mono<Result> write(
            Actor actor, CaseFile file, Wish wish, Outcome.Decided decided, List<JointSignature> before) {
        var after = decided.after();
        var meeting = wish.attendance().map(Attendance::consultation).orElse(null);
        var step = String.valueOf(file.step());
        var level = Deed.level(actor).word();
        var deed = Deed.of(actor, decided.action(), file)
                .saying(wish.comment())
                .in(meeting)
                .with(Map.of(
                        "process",
                        after.process().id(),
                        "processVersion",
                        after.process().version()))
                .announcing((f, at) -> new Event.CaseDecided(
                        f.id(), meeting, f.version(), step, decided.action(), level, f.state(), at));
        return keepSignature(file, step, after, before)
                .then(docket.write(moved(file, after, meeting, wish), deed))
                .map(Result.Done::new);
    }

    private CaseFile moved(CaseFile file, Approval after, @Nullable ConsultationId meeting, Wish wish) {
        var known = meeting == null || meeting.equals(file.consultation())
                ? file
                : file.met(meeting, wish.attendance().map(Attendance::recorded).orElse(null));
        return switch (after) {
            case Approval.Draft draft -> known.moved(draft.word(), draft.step().id(), false, null);
            case Approval.InReview review ->
                known.moved(review.word(), review.step().id(), true, null);
            case Approval.Returned returned ->
                known.moved(returned.word(), returned.step().id(), false, null);
            // Until the first signature the form may still be put right, in the meeting.
            case Approval.Joint joint ->
                known.moved(joint.word(), joint.step().id(), !joint.signed().isEmpty(), null);
            case Approval.Completed completed -> known.moved(completed.word(), null, true, docket.now());
        };
    }

    private Mono<Void> keepSignature(CaseFile file, String step, Approval after, List<JointSignature> before) {
        var signed = switch (after) {
            case Approval.Joint joint -> joint.signed();
            case Approval.Completed completed -> completed.jointly();
            case Approval.Draft _, Approval.InReview _, Approval.Returned _ -> List.<JointSignature>of();
        };
        return signed.size() > before.size() ? signatures.add(file.id(), step, signed.getLast()) : Mono.empty();
    }
}
