package org.yizhan.cases.approval.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Step;
import org.yizhan.cases.process.Taker;

/// A case at one of the steps where it stands. Each state is a type and has only the decisions that it allows; each
/// decision is pure and says where the case goes, or why not.
public sealed interface Approval {

    ProcessDefinition process();

    Course course();

    Place place();

    Step step();

    /// What is stored and shown: `draft`, `in-review`, `joint`, `countersign` or `returned`.
    String word();

    /// Takes `action` at this step.
    default Outcome decide(String action, By by, Situation situation, Instant now) {
        var decision = new Decision(process(), course(), step(), place(), action, by, situation);
        var refusal = first(Policy.ALWAYS, decision);
        return refusal == null ? decide(decision, now) : new Outcome.Refused(refusal);
    }

    /// What this state adds to it.
    private Outcome decide(Decision decision, Instant now) {
        return switch (this) {
            case Draft _ -> single(Policy.ACCEPTING, decision);
            case InReview _ -> single(Policy.REVIEWING, decision);
            case Returned _ -> single(Policy.RESUBMITTING, decision);
            case Joint joint -> joint.sign(decision, now);
            case Countersign _ -> Countersign.vote(decision, now);
        };
    }

    private static @Nullable Refusal first(List<Policy> policies, Decision decision) {
        for (var policy : policies) {
            var refusal = policy.check(decision);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private static Outcome single(List<Policy> policies, Decision decision) {
        var refusal = first(policies, decision);
        return refusal == null
                ? new Outcome.Leaves(decision.action(), target(decision), null)
                : new Outcome.Refused(refusal);
    }

    private static String target(Decision decision) {
        var to = decision.situation().to();
        if (to != null && decision.action().equals(Step.RETURN)) {
            return to;
        }
        return String.valueOf(decision.step().actions().get(decision.action()));
    }

    /// Being put together.
    record Draft(ProcessDefinition process, Course course, Place place, Step step) implements Approval {

        @Override
        public String word() {
            return "draft";
        }
    }

    /// Waiting for the decision of one level.
    record InReview(ProcessDefinition process, Course course, Place place, Step step) implements Approval {

        @Override
        public String word() {
            return "in-review";
        }
    }

    /// Sent back to be put right.
    record Returned(ProcessDefinition process, Course course, Place place, Step step) implements Approval {

        @Override
        public String word() {
            return "returned";
        }
    }

    /// Waiting for the signatures of several levels in one meeting.
    record Joint(ProcessDefinition process, Course course, Place place, Step step, List<JointSignature> signed)
            implements Approval {

        public Joint {
            signed = List.copyOf(signed);
        }

        @Override
        public String word() {
            return "joint";
        }

        /// One level signs; with the last one the step is done. A meeting that ended before all had signed leaves
        /// nothing behind: in the next one everybody signs anew.
        private Outcome sign(Decision decision, Instant now) {
            var meeting = decision.situation().meeting();
            var lapsed = meeting != null
                    && !signed.isEmpty()
                    && signed.stream().allMatch(s -> meeting.earlier().contains(s.meeting()));
            var valid = lapsed ? List.<JointSignature>of() : signed;
            for (var policy : JointPolicy.SIGNING) {
                var refusal = policy.check(decision, valid);
                if (refusal != null) {
                    return new Outcome.Refused(refusal);
                }
            }
            if (meeting == null) {
                return new Outcome.Refused(Refusal.NEEDS_MEETING);
            }
            var by = decision.by();
            var signing = new Outcome.Signing(
                    new JointSignature(step.id(), by.level(), by.subject(), by.name(), meeting.id(), now), lapsed);
            var target = String.valueOf(step.actions().get("sign"));
            return valid.size() + 1 < step.takers().size()
                    ? new Outcome.Stays("sign", place, signing)
                    : new Outcome.Leaves(target.equals(Step.END) ? "complete" : "sign", target, signing);
        }
    }

    /// Waiting for the votes of several people (会签、或签、票签).
    record Countersign(ProcessDefinition process, Course course, Place place, Step step) implements Approval {

        @Override
        public String word() {
            return "countersign";
        }

        private static Outcome vote(Decision decision, Instant now) {
            var refusal = first(Policy.REVIEWING, decision);
            if (refusal != null) {
                return new Outcome.Refused(refusal);
            }
            if (decision.action().equals(Step.RETURN)) {
                return new Outcome.Leaves(Step.RETURN, target(decision), null);
            }
            var by = decision.by();
            var votes = decision.place().votes();
            if (votes.stream().anyMatch(v -> v.subject().equals(by.subject()))) {
                return new Outcome.Refused(Refusal.ALREADY_VOTED);
            }
            return decision.step().takers().stream()
                    .filter(t -> Decision.fits(t, by, decision.situation()) && isFree(t, votes))
                    .findFirst()
                    .map(seat -> count(decision, seat, now))
                    .orElseGet(() -> new Outcome.Refused(Refusal.SEATS_TAKEN));
        }

        private static boolean isFree(Taker seat, List<Place.Vote> votes) {
            var taken = votes.stream()
                    .filter(v -> v.level() == seat.level() && v.role() == seat.role())
                    .count();
            return taken < seat.seats();
        }

        private static Outcome count(Decision decision, Taker seat, Instant now) {
            var by = decision.by();
            var agrees = decision.action().equals("sign");
            var place = decision.place()
                    .voted(new Place.Vote(by.subject(), by.name(), seat.level(), seat.role(), agrees, now));
            var step = decision.step();
            var yes = place.votes().stream().filter(Place.Vote::agrees).count();
            var no = place.votes().size() - yes;
            if (yes >= step.needed()) {
                return new Outcome.Leaves("sign", String.valueOf(step.actions().get("sign")), null);
            }
            return no > step.seats() - step.needed()
                    ? new Outcome.Leaves("refuse", String.valueOf(step.actions().get("refuse")), null)
                    : new Outcome.Stays(decision.action(), place, null);
        }
    }

    /// The state of a case at one of its places.
    ///
    /// @param signed signatures that a joint step has already
    static Approval at(ProcessDefinition process, Course course, Place place, List<JointSignature> signed) {
        var step = process.step(place.step()).orElseThrow(() -> new IllegalStateException("no step " + place.step()));
        return switch (step.mode()) {
            case JOINT -> new Joint(process, course, place, step, signed);
            case COUNTERSIGN -> new Countersign(process, course, place, step);
            case SINGLE ->
                switch (step.kind()) {
                    case DRAFT -> new Draft(process, course, place, step);
                    case REVIEW -> new InReview(process, course, place, step);
                    case CORRECTION -> new Returned(process, course, place, step);
                };
        };
    }
}
