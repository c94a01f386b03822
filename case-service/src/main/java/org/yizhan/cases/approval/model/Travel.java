package org.yizhan.cases.approval.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Course.Arrival;
import org.yizhan.cases.process.Gate;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.ProcessDefinition.Branch;
import org.yizhan.cases.process.Step;

/// Takes a case from a step through the gates to the steps that follow.
public final class Travel {

    private final ProcessDefinition process;
    private final Situation situation;
    private final Instant now;
    private final List<Place> places;
    private final List<Arrival> arrived;

    private Travel(ProcessDefinition process, Course course, Situation situation, Instant now) {
        this.process = process;
        this.situation = situation;
        this.now = now;
        this.places = new ArrayList<>(course.places());
        this.arrived = new ArrayList<>(course.arrived());
    }

    /// The course after a decision that was taken. Whoever acts answers for the case from now on; a terminal is nobody
    /// who could. What was signed is not taken back.
    public static Course after(Approval approval, Outcome outcome, By by, Situation situation, Instant now) {
        var course = approval.course();
        return switch (outcome) {
            case Outcome.Leaves leaves ->
                owned(leave(approval.process(), course, approval.place(), leaves.target(), situation, now), by)
                        .undoable(leaves.signing() == null ? undo(course, by, situation) : null);
            case Outcome.Stays stays ->
                owned(course.with(stays.place()), by)
                        .undoable(stays.signing() == null ? undo(course, by, situation) : null);
            case Outcome.Refused refused ->
                throw new IllegalStateException(refused.why().name());
        };
    }

    /// The course after something that is the same in every process.
    public static Course after(Course before, Handling handling, Handled.Done done, By by, Situation situation) {
        return switch (handling) {
            case CLAIM, FORWARD, DELEGATE, ADD_SIGNER -> done.course().undoable(undo(before, by, situation));
            case URGE, INSTRUCT -> done.course();
            case WITHDRAW, SUSPEND, RESUME, ANSWER, CONSENT, OBJECT, TAKE_BACK, ESCALATE ->
                done.course().undoable(null);
        };
    }

    private static Course owned(Course course, By by) {
        return by.level() == Level.BOOTH ? course : course.ownedBy(by.person());
    }

    private static Course.Undo undo(Course course, By by, Situation situation) {
        return new Course.Undo(
                by.subject(), situation.version() + 1, course.places(), course.arrived(), course.owner());
    }

    /// The same course on a newer version of the process. What could be taken back before cannot any more.
    public static Course renamed(Course course, ProcessDefinition.Move move) {
        var places = course.places().stream()
                .map(p -> p.renamed(move.steps().getOrDefault(p.step(), p.step())))
                .toList();
        var passed = course.passed().stream()
                .map(s -> move.steps().getOrDefault(s, s))
                .distinct()
                .toList();
        return new Course(places, course.arrived(), course.owner(), passed, course.clock(), course.halt(), null);
    }

    /// The course after the case left a step towards `target`. Whoever goes back out of a branch gives up what its
    /// other
    /// branches did: they begin again when the case comes back to the split.
    private static Course leave(
            ProcessDefinition process, Course course, Place from, String target, Situation situation, Instant now) {
        var travel = new Travel(process, course, situation, now);
        travel.places.removeIf(p -> p.step().equals(from.step()));
        var path = process.branchesOf(from.step());
        if (process.step(target).isPresent() && process.branchesOf(target).size() < path.size()) {
            travel.giveUp(path.get(process.branchesOf(target).size()).split());
            path = process.branchesOf(target);
        }
        travel.enter(target, path);
        return course.at(travel.places, travel.arrived);
    }

    private void giveUp(String split) {
        places.removeIf(p -> isInside(process.branchesOf(p.step()), split));
        arrived.removeIf(a -> process.gate(a.join()).orElse(null) instanceof Gate.Join join
                && (join.split().equals(split) || isInside(process.branchesOf(join.split()), split)));
    }

    private static boolean isInside(List<Branch> path, String split) {
        return path.stream().anyMatch(b -> b.split().equals(split));
    }

    private void enter(String id, List<Branch> path) {
        if (id.equals(Step.END)) {
            return;
        }
        switch (process.gate(id).orElse(null)) {
            case null -> places.add(Place.at(id, now));
            case Gate.Choice choice ->
                choice.ways().stream()
                        .filter(w -> w.when() == null || w.when().holds(situation.form(), situation.channel()))
                        .findFirst()
                        .ifPresent(w -> enter(w.to(), path));
            case Gate.Split split -> {
                for (var i = 0; i < split.branches().size(); i++) {
                    var inner = new ArrayList<>(path);
                    inner.add(new Branch(split.id(), i));
                    enter(split.branches().get(i), inner);
                }
            }
            case Gate.Join join -> arrive(join, path);
        }
    }

    private void arrive(Gate.Join join, List<Branch> path) {
        arrived.add(new Arrival(join.id(), path.getLast().index()));
        var branches = process.gate(join.split()).orElse(null) instanceof Gate.Split split
                ? split.branches().size()
                : Integer.MAX_VALUE;
        if (arrived.stream().filter(a -> a.join().equals(join.id())).count() == branches) {
            arrived.removeIf(a -> a.join().equals(join.id()));
            enter(join.to(), path.subList(0, path.size() - 1));
        }
    }
}
