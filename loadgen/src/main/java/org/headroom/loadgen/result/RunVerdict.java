package org.headroom.loadgen.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The answer of a run. */
public enum RunVerdict {
    PASS,
    FAIL,
    INTERRUPTED;

    /** As written in summary.json. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
