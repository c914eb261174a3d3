package org.headroom.loadgen.arrivals;

import java.util.List;

/** What is wrong with a description of arrivals: every problem found, one line each, with its position. */
public final class ArrivalSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    public ArrivalSyntaxException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each. */
    public List<String> problems() {
        return problems;
    }
}
