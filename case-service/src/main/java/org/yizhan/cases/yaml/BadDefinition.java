package org.yizhan.cases.yaml;

/// A definition that cannot be used. The program does not start with it.
public final class BadDefinition extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadDefinition(String file, int line, String what) {
        super(file + ":" + line + ": " + what);
    }
}
