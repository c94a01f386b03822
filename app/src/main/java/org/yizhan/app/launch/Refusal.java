package org.yizhan.app.launch;

/// Why the program does not start, as one sentence for whoever started it. Not a fault of the program: it has no stack
/// trace.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What the process ends with; each reason has its own, so that a script can tell them apart.
    public enum Reason {
        OPTION(2),
        DATA_IN_USE(3),
        PORT_IN_USE(4),
        NEWER_SCHEMA(5),
        DATABASE(6);

        private final int exitCode;

        Reason(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final Reason reason;

    public Refusal(Reason reason, String zh, String en) {
        super(zh + "\n" + en, null, false, false);
        this.reason = reason;
    }

    /// The TCP port is taken.
    public static Refusal portInUse(int port) {
        return new Refusal(
                Reason.PORT_IN_USE,
                "端口 " + port + " 已被其他程序占用；请用 --port 另选一个。",
                "Port " + port + " is in use by another program; choose another one with --port.");
    }

    public Reason reason() {
        return reason;
    }
}
