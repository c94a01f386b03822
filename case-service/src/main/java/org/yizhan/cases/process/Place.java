package org.yizhan.cases.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.Role;

/// A step that a case stands at, with what has gathered there.
///
/// @param since    when the case came here
/// @param due      when its time limit ends; null without one, or while the clock stands still
/// @param left     working milliseconds left when the clock was stopped; null while it runs
/// @param holder   who has taken it into hand; null while anybody entitled may
/// @param offered  to whom it was forwarded, until they accept
/// @param asked    whom the holder asked to look at it first (委派), until they answer
/// @param signers  people added to it (加签), with their answers
/// @param votes    of a countersign step
/// @param leader   the duty leader it was escalated to
public record Place(
        String step,
        Instant since,
        @Nullable Instant due,
        @Nullable Long left,
        @Nullable Person holder,
        @Nullable Person offered,
        @Nullable Asked asked,
        List<Signer> signers,
        List<Vote> votes,
        Person.@Nullable Since leader) {

    public Place {
        signers = List.copyOf(signers);
        votes = List.copyOf(votes);
    }

    /// @param by who asked and gets it back
    public record Asked(Person who, Person by, Instant at) {}

    /// @param agrees null until they answer
    public record Signer(Person who, @Nullable Boolean agrees) {}

    /// @param level at which they voted, as what `role`
    public record Vote(String subject, String name, Level level, Role role, boolean agrees, Instant at) {}

    public static Place at(String step, Instant now) {
        return new Place(step, now, null, null, null, null, null, List.of(), List.of(), null);
    }

    public Place heldBy(@Nullable Person who) {
        return new Place(step, since, due, left, who, null, asked, signers, votes, leader);
    }

    public Place offeredTo(Person who) {
        return new Place(step, since, due, left, holder, who, null, List.of(), votes, leader);
    }

    public Place asking(@Nullable Asked question) {
        return new Place(step, since, due, left, holder, offered, question, signers, votes, leader);
    }

    public Place signedBy(List<Signer> all) {
        return new Place(step, since, due, left, holder, offered, asked, all, votes, leader);
    }

    public Place voted(Vote vote) {
        var all = new ArrayList<>(votes);
        all.add(vote);
        return new Place(step, since, due, left, holder, offered, asked, signers, all, leader);
    }

    public Place escalatedTo(Person.@Nullable Since who) {
        return new Place(step, since, due, left, holder, offered, asked, signers, votes, who);
    }

    public Place timed(@Nullable Instant until, @Nullable Long rest) {
        return new Place(step, since, until, rest, holder, offered, asked, signers, votes, leader);
    }

    public Place renamed(String newStep) {
        return new Place(newStep, since, due, left, holder, offered, asked, signers, votes, leader);
    }
}
