package org.headroom.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The system's clock and time zone. The zone is found when it is asked for: that reads the rules of all zones. */
final class LocalClock extends Clock {
    @Override
    public ZoneId getZone() {
        return ZoneId.systemDefault();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.system(zone);
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }
}
