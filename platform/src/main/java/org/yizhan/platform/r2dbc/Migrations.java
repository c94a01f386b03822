package org.yizhan.platform.r2dbc;

import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/// Brings every declared schema to the version that this program knows. Blocks, on the starting thread only.
public final class Migrations {

    private final DatabaseSettings settings;

    public Migrations(DatabaseSettings settings) {
        this.settings = settings;
    }

    /// @throws NewerSchemaException when a schema is newer than the program; then none was changed
    public void run(List<PartSchema> schemas) {
        var plans = schemas.stream().distinct().map(this::plan).toList();
        plans.forEach(Migrations::refuseNewer);
        plans.forEach(Flyway::migrate);
    }

    private Flyway plan(PartSchema schema) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
                .schemas(schema.name())
                .locations("classpath:db/outbox", "classpath:db/" + schema.name())
                .placeholders(Map.of("schema", schema.name()))
                // the outbox counts 0.1, 0.2 … beside the part's 1, 2 …
                .outOfOrder(true)
                .ignoreMigrationPatterns("*:future")
                .connectRetries(10)
                .connectRetriesInterval(1)
                .loggers("slf4j")
                .load();
    }

    private static void refuseNewer(Flyway plan) {
        var info = plan.info();
        for (var migration : info.all()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS
                    || migration.getState() == MigrationState.FUTURE_FAILED) {
                throw new NewerSchemaException(
                        plan.getConfiguration().getSchemas()[0],
                        String.valueOf(migration.getVersion()),
                        newestKnown(info.all()));
            }
        }
    }

    private static String newestKnown(MigrationInfo[] migrations) {
        var newest = MigrationVersion.EMPTY;
        for (var migration : migrations) {
            boolean known = !migration.getState().name().startsWith("FUTURE");
            if (known
                    && migration.getVersion() != null
                    && migration.getVersion().compareTo(newest) > 0) {
                newest = migration.getVersion();
            }
        }
        return newest.getVersion() == null ? "none" : newest.getVersion();
    }
}
