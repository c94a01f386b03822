package org.yizhan.cases.docket;

/// Somebody changed a case after a command had looked at it. Nothing of the command was written; it may be run again,
/// holding what it looks at.
public final class Overtaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Overtaken() {
        super("the case was changed meanwhile", null, false, false);
    }
}
