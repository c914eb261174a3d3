package org.headroom.loadgen.quic;

import java.util.OptionalDouble;

/**
 * The answer to one question about a server.
 *
 * @param probe the question, as output names it, e.g. {@code alt-svc}
 * @param needed whether browsers need it to use h3 on this site
 * @param words what was seen and what that means, one line
 * @param advice what to change; empty: nothing
 * @param milliseconds what was measured, where something was
 */
public record Finding(
        String probe, Verdict verdict, boolean needed, String words, String advice, OptionalDouble milliseconds) {
    /** What came out. */
    public enum Verdict {
        WORKS("works"),
        DOES_NOT("does not"),
        NOT_TOLD("not told");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }

    static Finding works(String probe, boolean needed, String words) {
        return new Finding(probe, Verdict.WORKS, needed, words, "", OptionalDouble.empty());
    }

    static Finding doesNot(String probe, boolean needed, String words, String advice) {
        return new Finding(probe, Verdict.DOES_NOT, needed, words, advice, OptionalDouble.empty());
    }

    static Finding notTold(String probe, boolean needed, String words) {
        return new Finding(probe, Verdict.NOT_TOLD, needed, words, "", OptionalDouble.empty());
    }

    Finding taking(double ms) {
        return new Finding(probe, verdict, needed, words, advice, OptionalDouble.of(ms));
    }

    Finding advising(String whatToDo) {
        return new Finding(probe, verdict, needed, words, whatToDo, milliseconds);
    }

    /** Whether browsers go without h3, or without this site, because of it. */
    public boolean isTrouble() {
        return needed && verdict == Verdict.DOES_NOT;
    }
}
