package org.headroom.loadgen.transport;

/** How an exchange ended. A target's failure is data, never an exception. */
public sealed interface Outcome {
    /** A complete answer arrived, whatever its status. */
    record Answered(int status) implements Outcome {}

    /** No complete answer. */
    record Failed(FailureKind kind, String detail) implements Outcome {}
}
