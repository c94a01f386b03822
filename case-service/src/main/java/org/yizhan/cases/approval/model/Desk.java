package org.yizhan.cases.approval.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Person;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Step;
import org.yizhan.protocol.id.Role;

/// Carries out a [Handling] by somebody on a case that is not over.
public final class Desk {

    private static final Set<Role> HANDLERS =
            Set.of(Role.TERMINAL, Role.PROGRAM, Role.CLERK, Role.OFFICER, Role.DUTY_LEADER);

    private final ProcessDefinition process;
    private final Course course;
    private final By by;
    private final Situation situation;
    private final Instant now;
    private final @Nullable String wanted;

    /// @param wanted the step meant, when the case stands at several; null for the first that fits
    public Desk(
            ProcessDefinition process,
            Course course,
            By by,
            Situation situation,
            Instant now,
            @Nullable String wanted) {
        this.process = process;
        this.course = course;
        this.by = by;
        this.situation = situation;
        this.now = now;
        this.wanted = wanted;
    }

    public Handled handle(Handling handling) {
        if (handling.needsComment(by) && situation.isSilent()) {
            return refused(Refusal.NEEDS_REASON);
        }
        return switch (handling) {
            case WITHDRAW -> withdraw();
            case SUSPEND -> suspend();
            case RESUME -> resume();
            case URGE -> isHandler() ? done(course, first(_ -> true), true) : refused(Refusal.NOT_YOUR_STEP);
            case TAKE_BACK -> takeBack();
            case ANSWER -> answer();
            case CONSENT -> signed(true);
            case OBJECT -> signed(false);
            case INSTRUCT -> instruct();
            case CLAIM, FORWARD, DELEGATE, ADD_SIGNER, ESCALATE ->
                course.halt() == null ? work(handling) : refused(Refusal.SUSPENDED);
        };
    }

    private Handled withdraw() {
        return isHandler()
                ? done(course.at(List.of(), List.of()).halted(null), first(_ -> true), false)
                : refused(Refusal.NOT_YOUR_STEP);
    }

    private Handled suspend() {
        if (course.halt() != null) {
            return refused(Refusal.SUSPENDED);
        }
        var place = first(p -> isTaker(p) || isLeader());
        return place == null
                ? refused(Refusal.NOT_YOUR_STEP)
                : done(course.halted(new Course.Halt(by.person(), now)), place, false);
    }

    private Handled resume() {
        if (course.halt() == null) {
            return refused(Refusal.NOT_SUSPENDED);
        }
        var place = first(p -> isTaker(p) || isLeader());
        return place == null ? refused(Refusal.NOT_YOUR_STEP) : done(course.halted(null), place, false);
    }

    private Handled takeBack() {
        var undo = course.undo();
        if (undo == null || !undo.by().equals(by.subject()) || undo.version() != situation.version()) {
            return refused(Refusal.NOTHING_TO_TAKE_BACK);
        }
        var before =
                course.at(undo.places(), undo.arrived()).ownedBy(undo.owner()).undoable(null);
        return done(before, undo.places().getFirst(), false);
    }

    private Handled answer() {
        var place = first(p -> p.asked() != null && by.actsAs(p.asked().who()));
        return place == null ? refused(Refusal.NOT_ASKED) : change(place, p -> p.asking(null));
    }

    private Handled signed(boolean agrees) {
        var place = first(p -> p.signers().stream().anyMatch(this::isMine));
        if (place == null) {
            return refused(Refusal.NOT_ASKED);
        }
        var all = place.signers().stream()
                .map(s -> isMine(s) ? new Place.Signer(s.who(), agrees) : s)
                .toList();
        return change(place, p -> p.signedBy(all));
    }

    private boolean isMine(Place.Signer signer) {
        return signer.agrees() == null && by.actsAs(signer.who());
    }

    private Handled instruct() {
        var place = first(this::isEscalatedToMe);
        return place == null ? refused(Refusal.NOT_YOUR_STEP) : done(course, place, true);
    }

    /// What is done with a step by those who may take it, and by its duty leader.
    private Handled work(Handling handling) {
        var place = first(p -> isTaker(p) || isEscalatedToMe(p));
        if (place == null) {
            return refused(Refusal.NOT_YOUR_STEP);
        }
        // What several take together is in nobody's hands alone.
        var together = process.step(place.step())
                .map(s -> s.mode() != Step.Mode.SINGLE)
                .orElse(true);
        if (together && (handling == Handling.CLAIM || handling == Handling.FORWARD)) {
            return refused(Refusal.ACTION_NOT_HERE);
        }
        var leads = isEscalatedToMe(place);
        var hands = leads ? null : Policy.inOthersHands(place, by);
        if (hands != null) {
            return refused(hands);
        }
        if (handling.isOfSomebody()) {
            var refusal = unfit(handling, place);
            if (refusal != null) {
                return refused(refusal);
            }
        }
        return switch (handling) {
            case CLAIM -> isTaker(place) ? claim(place) : refused(Refusal.NOT_YOUR_STEP);
            case FORWARD -> change(place, p -> p.offeredTo(other()));
            case DELEGATE ->
                place.asked() == null
                        ? change(place, p -> p.asking(new Place.Asked(other(), by.person(), now)))
                        : refused(Refusal.ANSWER_OUTSTANDING);
            case ADD_SIGNER -> change(place, this::withSigner);
            case ESCALATE -> escalate(place);
            case WITHDRAW, SUSPEND, RESUME, ANSWER, CONSENT, OBJECT, TAKE_BACK, URGE, INSTRUCT ->
                throw new IllegalStateException(handling.word());
        };
    }

    private Handled claim(Place place) {
        var taken = new Place(
                place.step(),
                place.since(),
                place.due(),
                place.left(),
                by.person(),
                null,
                place.asked(),
                place.signers(),
                place.votes(),
                place.leader());
        return done(course.with(taken).ownedBy(by.person()), place, false);
    }

    private Handled escalate(Place place) {
        var leader = situation.person();
        return leader == null
                ? refused(Refusal.NOBODY_ON_DUTY)
                : change(place, p -> p.escalatedTo(new Person.Since(leader.person(), now)));
    }

    private Place withSigner(Place place) {
        var all = new ArrayList<>(place.signers());
        all.add(new Place.Signer(other(), null));
        return place.signedBy(all);
    }

    /// Why the person named cannot be given this.
    private @Nullable Refusal unfit(Handling handling, Place place) {
        var known = situation.person();
        if (known == null) {
            return Refusal.PERSON_UNKNOWN;
        }
        var person = known.person();
        if (person.is(by.subject()) || !person.station().covers(situation.scope())) {
            return Refusal.PERSON_UNFIT;
        }
        if (handling == Handling.FORWARD) {
            var as =
                    new By(person.subject(), person.name(), known.roles(), known.level(), person.station(), null, null);
            return isTaker(place, as) ? null : Refusal.PERSON_UNFIT;
        }
        return place.signers().stream().anyMatch(s -> s.who().is(person.subject())) ? Refusal.PERSON_UNFIT : null;
    }

    private Person other() {
        var known = situation.person();
        if (known == null) {
            throw new IllegalStateException("checked before");
        }
        return known.person();
    }

    private boolean isTaker(Place place) {
        return isTaker(place, by);
    }

    private boolean isTaker(Place place, By who) {
        return process.step(place.step()).stream()
                .flatMap(s -> s.takers().stream())
                .anyMatch(t -> Decision.fits(t, who, situation));
    }

    private boolean isLeader() {
        return by.roles().contains(Role.DUTY_LEADER);
    }

    private boolean isEscalatedToMe(Place place) {
        return place.leader() != null && by.actsAs(place.leader().who());
    }

    /// Whoever handles cases here at all, the resident at the booth, and the program that filed it.
    private boolean isHandler() {
        return by.roles().stream().anyMatch(HANDLERS::contains);
    }

    private @Nullable Place first(Predicate<Place> fits) {
        return course.places().stream()
                .filter(p -> wanted == null || p.step().equals(wanted))
                .filter(fits)
                .findFirst()
                .orElse(null);
    }

    private Handled change(Place place, UnaryOperator<Place> change) {
        return done(course.with(change.apply(place)), place, false);
    }

    private static Handled done(Course after, @Nullable Place place, boolean quiet) {
        return place == null ? refused(Refusal.ACTION_NOT_HERE) : new Handled.Done(after, place.step(), quiet);
    }

    private static Handled refused(Refusal why) {
        return new Handled.Refused(why);
    }
}
