package org.yizhan.platform.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.platform.security.Secrets;
import reactor.core.publisher.Mono;

/// `platform.device_grant`, by the hash of the handle that the terminal holds.
@Component
class DeviceGrants {

    private final DatabaseClient database;
    private final Clock clock;

    DeviceGrants(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Mono<Void> add(String handle, DeviceGrant grant, Duration lifetime) {
        var now = clock.instant();
        return database.sql("delete from platform.device_grant where expires < :now")
                .bind("now", now)
                .then()
                .then(database.sql("""
                                insert into platform.device_grant
                                  (hash, terminal, user_code, device_code, poll_after, interval_s, expires)
                                values (:hash, :terminal, :userCode, :deviceCode, :pollAfter, :interval, :expires)
                                """)
                        .bind("hash", Secrets.sha256(handle))
                        .bind("terminal", grant.terminal())
                        .bind("userCode", grant.userCode())
                        .bind("deviceCode", grant.deviceCode())
                        .bind("pollAfter", grant.pollAfter())
                        .bind("interval", (int) grant.interval().toSeconds())
                        .bind("expires", now.plus(lifetime))
                        .then());
    }

    /// Empty when there is none or it has expired.
    Mono<DeviceGrant> find(String handle) {
        return database.sql("select * from platform.device_grant where hash = :hash and expires > :now")
                .bind("hash", Secrets.sha256(handle))
                .bind("now", clock.instant())
                .map(row -> new DeviceGrant(
                        Columns.get(row, "terminal", String.class),
                        Columns.get(row, "user_code", String.class),
                        Columns.get(row, "device_code", String.class),
                        Columns.get(row, "poll_after", Instant.class),
                        Duration.ofSeconds(Columns.get(row, "interval_s", Integer.class))))
                .one();
    }

    /// Takes the next turn to ask the provider.
    ///
    /// @return false when it is too early, or another request took the turn
    Mono<Boolean> takeTurn(String handle, DeviceGrant grant) {
        var now = clock.instant();
        return database.sql("update platform.device_grant set poll_after = :next"
                        + " where hash = :hash and poll_after <= :now and poll_after = :seen")
                .bind("next", now.plus(grant.interval()))
                .bind("hash", Secrets.sha256(handle))
                .bind("now", now)
                .bind("seen", grant.pollAfter())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> slowDown(String handle) {
        return database.sql("update platform.device_grant set interval_s = interval_s + 5,"
                        + " poll_after = poll_after + interval '5 seconds' where hash = :hash")
                .bind("hash", Secrets.sha256(handle))
                .then();
    }

    Mono<Void> remove(String handle) {
        return database.sql("delete from platform.device_grant where hash = :hash")
                .bind("hash", Secrets.sha256(handle))
                .then();
    }
}
