package org.yizhan.cases.approval.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Step;

/// A case on its way through its process. Each state is a type and has only the decisions that it allows; each decision
/// is pure and says what the case is after it, or why not.
public sealed interface Approval {

    ProcessDefinition process();

    /// What is stored and shown: `draft`, `in-review`, `joint`, `returned` or `completed`.
    String word();

    /// A case that stands at a step.
    sealed interface Open extends Approval {

        Step step();

        /// Policies that every single decision at this state must pass.
        List<Policy> policies();

        /// Takes `action` at the present step.
        default Outcome decide(String action, By by, Situation situation) {
            var decision = new Decision(step(), action, by, situation);
            for (var policy : policies()) {
                var refusal = policy.check(decision);
                if (refusal != null) {
                    return new Outcome.Refused(refusal);
                }
            }
            return new Outcome.Decided(action, at(process(), step().actions().get(action), List.of()));
        }
    }

    /// Being put together.
    record Draft(ProcessDefinition process, Step step) implements Open {

        @Override
        public String word() {
            return "draft";
        }

        @Override
        public List<Policy> policies() {
            return Policy.ACCEPTING;
        }
    }

    /// Waiting for the decision of one level.
    record InReview(ProcessDefinition process, Step step) implements Open {

        @Override
        public String word() {
            return "in-review";
        }

        @Override
        public List<Policy> policies() {
            return Policy.REVIEWING;
        }
    }

    /// Sent back to be put right.
    record Returned(ProcessDefinition process, Step step) implements Open {

        @Override
        public String word() {
            return "returned";
        }

        @Override
        public List<Policy> policies() {
            return Policy.RESUBMITTING;
        }
    }

    /// Waiting for the signatures of several levels in one meeting.
    record Joint(ProcessDefinition process, Step step, List<JointSignature> signed) implements Approval {

        public Joint {
            signed = List.copyOf(signed);
        }

        @Override
        public String word() {
            return "joint";
        }

        /// One level signs; with the last one the step is done.
        public Outcome sign(By by, Situation situation, Instant now) {
            var decision = new Decision(step, "sign", by, situation);
            for (var policy : JointPolicy.SIGNING) {
                var refusal = policy.check(decision, signed);
                if (refusal != null) {
                    return new Outcome.Refused(refusal);
                }
            }
            var meeting = situation.meeting();
            if (meeting == null) {
                return new Outcome.Refused(Refusal.NEEDS_MEETING);
            }
            var all = new ArrayList<>(signed);
            all.add(new JointSignature(by.level(), by.subject(), by.name(), meeting.id(), now));
            return all.size() < step.takers().size()
                    ? new Outcome.Decided("sign", new Joint(process, step, all))
                    : new Outcome.Decided("complete", at(process, step.actions().get("sign"), all));
        }
    }

    /// Done.
    ///
    /// @param jointly the signatures of the joint step that completed it; empty when one level did
    record Completed(ProcessDefinition process, List<JointSignature> jointly) implements Approval {

        public Completed {
            jointly = List.copyOf(jointly);
        }

        @Override
        public String word() {
            return "completed";
        }
    }

    /// The state in which a case stands at a step.
    ///
    /// @param step   id of the step; [Step#END] or null for none
    /// @param signed signatures that the step has already
    static Approval at(ProcessDefinition process, @Nullable String step, List<JointSignature> signed) {
        if (step == null || step.equals(Step.END)) {
            return new Completed(process, signed);
        }
        var at = process.step(step).orElseThrow(() -> new IllegalStateException("no step " + step));
        return switch (at.mode()) {
            case JOINT -> new Joint(process, at, signed);
            case SINGLE ->
                switch (at.kind()) {
                    case DRAFT -> new Draft(process, at);
                    case REVIEW -> new InReview(process, at);
                    case CORRECTION -> new Returned(process, at);
                };
        };
    }
}
