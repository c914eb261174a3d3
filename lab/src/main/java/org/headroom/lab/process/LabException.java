package org.headroom.lab.process;

/** The lab cannot go on: what happened, where, and what to do about it. The message says all three. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LabException(String what, String where, String remedy) {
        super(message(what, where, remedy));
    }

    public LabException(String what, String where, String remedy, Throwable cause) {
        super(message(what, where, remedy), cause);
    }

    private static String message(String what, String where, String remedy) {
        return what + "\n  where: " + where + "\n  what to do: " + remedy;
    }
}
