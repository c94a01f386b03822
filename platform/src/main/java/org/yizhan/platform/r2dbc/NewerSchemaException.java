package org.yizhan.platform.r2dbc;

/// The database was written by a newer program. Nothing was changed; starting would risk its data.
public final class NewerSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NewerSchemaException(String schema, String found, String known) {
        super(("The data was written by a newer version of Yizhan: schema \"%s\" is at version %s, this program knows"
                        + " versions up to %s. Start the newer program, or restore an older backup.")
                .formatted(schema, found, known));
    }
}
