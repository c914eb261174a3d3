package org.headroom.probes;

import java.time.Duration;
import org.headroom.probes.fetch.StatusPage;

/** A status page whose answer a test sets. */
public final class FakePage implements StatusPage {
    private Fetched next = new Unavailable("not set", "set it");

    public void answers(String text) {
        next = new Body(text);
    }

    public void fails(String problem) {
        next = new Unavailable(problem, "mend it");
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
