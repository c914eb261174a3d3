package org.headroom.probes.fpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.headroom.probes.fetch.StatusPage;
import org.headroom.probes.reading.ProbeFailure.Cause;
import org.junit.jupiter.api.Test;

class PatientPageTest {
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private StatusPage.Fetched next = new StatusPage.Body("well");
    private int asked;
    private long nanos;
    private final StatusPage page = new PatientPage(new CountedPage(), () -> nanos);

    @Test
    void onePageThatWaitsIsNotAskedAgainForHalfAMinute() {
        next = new StatusPage.Unavailable("late", "", Cause.SILENT);
        page.fetch(DEADLINE);
        next = new StatusPage.Body("well");
        nanos = TimeUnit.SECONDS.toNanos(29);
        assertThat(page.fetch(DEADLINE)).isInstanceOf(StatusPage.Unavailable.class);
        assertThat(asked).isEqualTo(1);
        nanos = TimeUnit.SECONDS.toNanos(31);
        assertThat(page.fetch(DEADLINE)).isEqualTo(next);
    }

    @Test
    void whatAnsweredOrWasRefusedIsAskedEachTime() {
        page.fetch(DEADLINE);
        next = new StatusPage.Unavailable("refused", "", Cause.REFUSED);
        page.fetch(DEADLINE);
        page.fetch(DEADLINE);
        assertThat(asked).isEqualTo(3);
    }

    /** Counts how often it was asked. */
    private final class CountedPage implements StatusPage {
        @Override
        public Fetched fetch(Duration deadline) {
            asked++;
            return next;
        }

        @Override
        public String where() {
            return "here";
        }
    }
}
