package org.yizhan.platform.r2dbc;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads columns of a row with their nullness said: `Columns.get(row, "id", UUID.class)`.
public final class Columns {

    private Columns() {}

    /// A column that is declared `not null`.
    ///
    /// @throws NullPointerException naming the column when it holds null all the same
    public static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    /// A column that may hold null.
    public static <T> @Nullable T orNull(Readable row, String column, Class<T> type) {
        return row.get(column, type);
    }
}
