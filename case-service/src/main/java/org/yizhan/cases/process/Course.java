package org.yizhan.cases.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How far a case has come: where it stands, and who answers for it. Kept in the case's row, so that one lock holds it
/// all.
///
/// @param places  the steps it stands at; several within a split, none when it is over
/// @param arrived branches that wait at their join for the others
/// @param owner   who answers for the case until somebody else accepts it (首问负责); always somebody
/// @param passed  the steps it has stood at, each once, first one first
/// @param clock   the time limit of the whole case
/// @param halt    set while it is suspended
/// @param undo    what the last one to act may take back while nobody has touched the case since
public record Course(
        List<Place> places,
        List<Arrival> arrived,
        Person owner,
        List<String> passed,
        Clock clock,
        @Nullable Halt halt,
        @Nullable Undo undo) {

    public Course {
        places = List.copyOf(places);
        arrived = List.copyOf(arrived);
        passed = List.copyOf(passed);
    }

    /// A branch that has come to its join.
    public record Arrival(String join, int branch) {}

    /// @param due  when the whole case must be done; null before it is accepted and while the clock stands still
    /// @param left working milliseconds left when it was stopped; null while it runs
    public record Clock(@Nullable Instant due, @Nullable Long left) {
        public static final Clock NONE = new Clock(null, null);
    }

    public record Halt(Person by, Instant at) {}

    /// @param by      who may take back
    /// @param version the case's version right after what they did
    public record Undo(String by, long version, List<Place> places, List<Arrival> arrived, Person owner) {}

    public static Course begin(String step, Person owner, Instant now) {
        return new Course(List.of(Place.at(step, now)), List.of(), owner, List.of(step), Clock.NONE, null, null);
    }

    public Optional<Place> place(String step) {
        return places.stream().filter(p -> p.step().equals(step)).findFirst();
    }

    /// The one place in `from` replaced.
    public Course with(Place changed) {
        return at(
                places.stream()
                        .map(p -> p.step().equals(changed.step()) ? changed : p)
                        .toList(),
                arrived);
    }

    public Course at(List<Place> newPlaces, List<Arrival> newArrived) {
        var seen = new ArrayList<>(passed);
        newPlaces.stream().map(Place::step).filter(s -> !seen.contains(s)).forEach(seen::add);
        return new Course(newPlaces, newArrived, owner, seen, clock, halt, undo);
    }

    public Course ownedBy(Person newOwner) {
        return new Course(places, arrived, newOwner, passed, clock, halt, undo);
    }

    public Course clocked(List<Place> timed, Clock newClock) {
        return new Course(timed, arrived, owner, passed, newClock, halt, undo);
    }

    public Course halted(@Nullable Halt newHalt) {
        return new Course(places, arrived, owner, passed, clock, newHalt, undo);
    }

    public Course undoable(@Nullable Undo newUndo) {
        return new Course(places, arrived, owner, passed, clock, halt, newUndo);
    }

    /// Everybody who has something to do with it in person.
    public Set<String> people() {
        var people = new LinkedHashSet<String>();
        for (var place : places) {
            Stream.of(place.holder(), place.offered()).filter(Objects::nonNull).forEach(p -> people.add(p.subject()));
            var asked = place.asked();
            if (asked != null) {
                people.add(asked.who().subject());
            }
            var leader = place.leader();
            if (leader != null) {
                people.add(leader.who().subject());
            }
            place.signers().stream()
                    .filter(s -> s.agrees() == null)
                    .forEach(s -> people.add(s.who().subject()));
        }
        return people;
    }

    /// The earliest deadline that nobody was told of yet; null when none runs.
    public @Nullable Instant due() {
        var told = places.stream().anyMatch(p -> p.leader() != null);
        var earliest = told || places.isEmpty() ? null : clock.due();
        for (var place : places) {
            var due = place.leader() == null ? place.due() : null;
            if (due != null && (earliest == null || due.isBefore(earliest))) {
                earliest = due;
            }
        }
        return earliest;
    }
}
