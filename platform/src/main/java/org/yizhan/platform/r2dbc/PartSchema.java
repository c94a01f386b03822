package org.yizhan.platform.r2dbc;

import java.util.regex.Pattern;

/// Declares a part's own schema. A bean of this type has the schema made and migrated at start, before any other bean
/// gets a connection: first the tables of the outbox, then the part's scripts `db/<name>/V1__….sql`.
public record PartSchema(String name) {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z_]{0,30}");

    public PartSchema {
        if (!SHAPE.matcher(name).matches()) {
            throw new IllegalArgumentException("not a schema name: " + name);
        }
    }
}
