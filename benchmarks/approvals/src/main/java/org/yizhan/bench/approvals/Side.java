package org.yizhan.bench.approvals;

import java.time.Duration;

/// One of those that are compared.
interface Side {

    String name();

    /// Name of its database in the common PostgreSQL.
    String database();

    /// Has `clients` file, review and complete cases, each the next transition as soon as the last was
    /// answered, for `time`; an operation that has begun is waited for and counted.
    ///
    /// @throws IllegalStateException when any transition fails
    void run(int clients, Duration time, Latencies latencies);
}
