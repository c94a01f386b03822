package org.yizhan.app.identity;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The accounts with a trial password, read the blocking way: here we are in the servlet container's threads.
record TrialDatabase(String url, String user, String password) {

    record Account(String subject, String name, List<String> roles, String hash) {}

    Optional<Account> account(String subject) {
        var sql = "select account.subject, name, roles, hash from platform.account"
                + " join platform.trial_password using (subject) where subject = ? and not disabled";
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, subject);
            var rows = statement.executeQuery();
            return rows.next()
                    ? Optional.of(new Account(
                            rows.getString(1),
                            rows.getString(2),
                            Arrays.asList((String[]) rows.getArray(3).getArray()),
                            rows.getString(4)))
                    : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The name of the terminal that shows this code; null when none does.
    @Nullable
    String terminalShowing(String userCode) {
        var sql = "select name from platform.device_grant join platform.terminal on terminal = id"
                + " where user_code = ? and expires > now()";
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, userCode);
            var rows = statement.executeQuery();
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
