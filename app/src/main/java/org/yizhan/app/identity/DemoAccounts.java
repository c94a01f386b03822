package org.yizhan.app.identity;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.yizhan.protocol.id.Role;

/// Invented people and booths of the demo organisation. Loaded once; what an administrator changed afterwards stays.
final class DemoAccounts {

    static final String PASSWORD = "yizhan-demo";

    private record Person(String subject, String name, Role role, String station) {}

    private record Terminal(String id, String name, String station) {}

    private static final List<Person> PEOPLE = List.of(
            new Person("officer1", "经办演示甲", Role.OFFICER, "d01"),
            new Person("officer2", "经办演示乙", Role.OFFICER, "d01"),
            new Person("street1", "街道演示丙", Role.CLERK, "d01.s01"),
            new Person("community01", "社区演示丁", Role.CLERK, "d01.s01.c01"),
            new Person("community02", "社区演示戊", Role.CLERK, "d01.s01.c02"),
            new Person("supervisor1", "督导演示己", Role.SUPERVISOR, "d01"),
            new Person("admin1", "管理演示庚", Role.ADMINISTRATOR, "d01"),
            new Person("admin2", "管理演示辛", Role.ADMINISTRATOR, "d01"),
            new Person("program-filing", "网上申报演示程序", Role.PROGRAM, "d01.s01"),
            new Person("program-community", "社区演示程序", Role.CLERK, "d01.s01.c01"),
            new Person("program-street", "街道演示程序", Role.CLERK, "d01.s01"),
            new Person("program-district", "区演示程序", Role.OFFICER, "d01"));

    private static final List<Terminal> TERMINALS = List.of(
            new Terminal("booth-s01-1", "演示街道一号视频终端", "d01.s01"),
            new Terminal("booth-s01-2", "演示街道二号视频终端", "d01.s01"),
            new Terminal("booth-c01-1", "演示社区一号视频终端", "d01.s01.c01"));

    private DemoAccounts() {}

    /// Blocks; called once, at the start.
    static void load(TrialDatabase database) {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            if (alreadyLoaded(connection)) {
                return;
            }
            connection.setAutoCommit(false);
            // One hash for all: everybody knows the password anyway, and hashing is slow on purpose.
            var hash = new BCryptPasswordEncoder().encode(PASSWORD);
            for (var person : PEOPLE) {
                add(connection, person, String.valueOf(hash));
            }
            for (var terminal : TERMINALS) {
                add(connection, terminal);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("demo accounts", e);
        }
    }

    private static boolean alreadyLoaded(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select 1 from platform.account where subject = ?")) {
            statement.setString(1, PEOPLE.getLast().subject());
            return statement.executeQuery().next();
        }
    }

    private static void add(Connection connection, Person person, String hash) throws SQLException {
        try (var account = connection.prepareStatement(
                        "insert into platform.account (subject, name, roles, station) values (?, ?, array[?], ?)"
                                + " on conflict do nothing");
                var password = connection.prepareStatement(
                        "insert into platform.trial_password (subject, hash) values (?, ?) on conflict do nothing")) {
            account.setString(1, person.subject());
            account.setString(2, person.name());
            account.setString(3, person.role().name());
            account.setString(4, person.station());
            account.executeUpdate();
            password.setString(1, person.subject());
            password.setString(2, hash);
            password.executeUpdate();
        }
    }

    private static void add(Connection connection, Terminal terminal) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into platform.terminal (id, name, station) values (?, ?, ?) on conflict do nothing")) {
            statement.setString(1, terminal.id());
            statement.setString(2, terminal.name());
            statement.setString(3, terminal.station());
            statement.executeUpdate();
        }
    }
}
