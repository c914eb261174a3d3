package org.headroom.loadgen.distributed;

import java.util.List;

/** Injectors that cannot take part: one line for each, for the user. No load has been sent. */
public final class InjectorsException extends Exception {
    private static final long serialVersionUID = 1L;

    InjectorsException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
