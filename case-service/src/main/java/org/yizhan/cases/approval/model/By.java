package org.yizhan.cases.approval.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.Person;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// Who decides, in one of their capacities.
///
/// @param subject their account
/// @param level   the level at which they act
/// @param station where they act
/// @param via     the secondment or substitution that lets them, such as `secondment:<id>`; null in their own post
/// @param behalf  whom they stand in for; null when for nobody
public record By(
        String subject,
        String name,
        Set<Role> roles,
        Level level,
        StationPath station,
        @Nullable String via,
        @Nullable String behalf) {

    public Person person() {
        return new Person(subject, name, station);
    }

    /// Whether what is `person`'s is theirs too.
    boolean actsAs(Person person) {
        return person.is(subject) || behalf != null && person.is(behalf);
    }
}
