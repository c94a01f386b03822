package org.yizhan.platform.signin;

import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Turns a provider's claims into a person: roles and station from the claims `yizhan_roles` and `yizhan_station` when
/// both are there, else from `platform.account`.
@Component
class Accounts {

    private final DatabaseClient database;
    private final IdentitySettings settings;

    Accounts(DatabaseClient database, IdentitySettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// Empty when we do not know them, or know them to be locked out.
    Mono<Person> person(Map<String, Object> claims) {
        if (!(claims.get(settings.subjectClaim()) instanceof String subject) || subject.isBlank()) {
            return Mono.empty();
        }
        return known(subject).mapNotNull(account -> judge(subject, claims, account.orElse(null)));
    }

    private static @Nullable Person judge(String subject, Map<String, Object> claims, @Nullable Account account) {
        if (account != null && account.disabled()) {
            return null;
        }
        var claimed = claimed(subject, claims);
        var person = claimed != null || account == null ? claimed : account.person();
        return person == null || person.roles().isEmpty() ? null : person;
    }

    private record Account(Person person, boolean disabled) {}

    private Mono<Optional<Account>> known(String subject) {
        return database.sql("select * from platform.account where subject = :subject")
                .bind("subject", subject)
                .map(Accounts::account)
                .one()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private static Account account(Readable row) {
        var roles = roles(Arrays.asList(Columns.get(row, "roles", String[].class)));
        return new Account(
                new Person(
                        Columns.get(row, "subject", String.class),
                        Columns.get(row, "name", String.class),
                        roles,
                        new StationPath(Columns.get(row, "station", String.class))),
                Columns.get(row, "disabled", Boolean.class));
    }

    /// What the claims alone say; null when they do not say it all.
    static @Nullable Person claimed(String subject, Map<String, Object> claims) {
        if (!(claims.get("yizhan_roles") instanceof Collection<?> roles)
                || !(claims.get("yizhan_station") instanceof String station)) {
            return null;
        }
        try {
            return new Person(subject, name(subject, claims), roles(roles), new StationPath(station));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String name(String subject, Map<String, Object> claims) {
        if (claims.get("name") instanceof String name) {
            return name;
        }
        return claims.get("preferred_username") instanceof String name ? name : subject;
    }

    private static Set<Role> roles(Collection<?> names) {
        var roles = EnumSet.noneOf(Role.class);
        for (var role : Role.values()) {
            // A terminal is approved, it does not sign in.
            if (role != Role.TERMINAL && names.contains(role.name())) {
                roles.add(role);
            }
        }
        return roles;
    }
}
