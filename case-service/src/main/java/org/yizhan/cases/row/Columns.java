package org.yizhan.cases.row;

import io.r2dbc.spi.Readable;
import java.util.Objects;

/// Columns of a row.
public final class Columns {

    private Columns() {}

    /// A column that the schema declares `NOT NULL`.
    public static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
