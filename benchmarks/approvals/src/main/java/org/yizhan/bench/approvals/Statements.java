package org.yizhan.bench.approvals;

import java.sql.SQLException;
import java.time.Duration;

/// Counts the SQL statements of a transition, `BEGIN` and `COMMIT` among them, as the server counts
/// them.
record Statements(Postgres postgres) {

    /// What works beside the transitions, on connections of its own, and nobody waits for: the outbox's
    /// relay, the consumers' memory, the joining of the heads. The transactions of the consumers' notes
    /// begin and end like others; theirs are subtracted.
    private static final String BESIDE =
            "query !~* '(seen_event|update cases.outbox|from cases.outbox|audit_head_|pg_try_advisory_lock|pg_stat_statements)'";

    private static final int MOST_TRIES = 1_000;

    record Counted(double perTransition, String busiest) {}

    Counted count(Side side, int clients) throws SQLException {
        track("top");
        var counted = new Latencies();
        side.run(clients, Duration.ofSeconds(3), counted);
        track("none");
        var of = " FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = '" + side.database()
                + "'";
        var calls = Double.parseDouble(postgres.ask("SELECT coalesce(sum(calls) FILTER (WHERE " + BESIDE
                + "), 0) - 2 * coalesce(sum(calls) FILTER (WHERE query ~* 'insert into cases.seen_event'), 0)" + of));
        var busiest = postgres.ask("SELECT calls, round(total_exec_time::numeric / calls, 3) || ' ms',"
                + " left(regexp_replace(query, '\\s+', ' ', 'g'), 110)" + of
                + " ORDER BY total_exec_time DESC LIMIT 12");
        return new Counted(calls / counted.operations(), busiest);
    }

    private void track(String what) throws SQLException {
        postgres.execute("ALTER SYSTEM SET pg_stat_statements.track = '" + what + "'");
        postgres.execute("SELECT pg_reload_conf()");
        // Servers look at the new setting between two statements of their own.
        for (var tries = 0; !postgres.ask("SHOW pg_stat_statements.track").equals(what); tries++) {
            if (tries > MOST_TRIES) {
                throw new IllegalStateException("PostgreSQL does not count statements");
            }
        }
        if (what.equals("top")) {
            postgres.execute("SELECT pg_stat_statements_reset()");
        }
    }
}
