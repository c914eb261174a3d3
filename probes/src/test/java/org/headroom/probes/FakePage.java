package org.headroom.probes;

import java.time.Duration;
import org.headroom.probes.fetch.StatusPage;
import org.headroom.probes.reading.ProbeFailure;

/** A status page whose answer a test sets. */
public final class FakePage implements StatusPage {
    private Fetched next = new Unavailable("not set", "set it", ProbeFailure.Cause.OTHER);

    public void answers(String text) {
        next = new Body(text);
    }

    public void fails(String problem) {
        next = new Unavailable(problem, "mend it", ProbeFailure.Cause.OTHER);
    }

    @Override
    public Fetched fetch(Duration deadline) {
        return next;
    }

    @Override
    public String where() {
        return "fake page";
    }
}
