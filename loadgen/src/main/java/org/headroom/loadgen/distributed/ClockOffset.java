package org.headroom.loadgen.distributed;

/**
 * How an injector's clocks stand to the coordinator's, from a ping and its answer: the answer was made about in the
 * middle of the round trip, and at worst at one of its ends, so the error is at most half of the round trip.
 *
 * @param nanos the injector's {@link System#nanoTime()} minus the coordinator's
 * @param wallMillis the injector's wall clock minus the coordinator's
 * @param errorNanos how far off {@code nanos} may be
 */
record ClockOffset(long nanos, double wallMillis, long errorNanos) {
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * From one round trip.
     *
     * @param returnedNanos when the answer was back, by the coordinator's clock
     * @param wallNowMillis the coordinator's wall clock at that time
     */
    static ClockOffset of(Message.Pong pong, long returnedNanos, long wallNowMillis) {
        long roundTrip = returnedNanos - pong.coordinatorNanos();
        long middle = pong.coordinatorNanos() + roundTrip / 2;
        double wallMiddle = wallNowMillis - roundTrip / (2 * NANOS_PER_MILLI);
        return new ClockOffset(
                pong.injectorNanos() - middle, pong.injectorWallMillis() - wallMiddle, (roundTrip + 1) / 2);
    }

    /** The more exact of the two: that of the faster round trip. */
    ClockOffset orBetter(ClockOffset other) {
        return other.errorNanos < errorNanos ? other : this;
    }

    double errorMillis() {
        return errorNanos / NANOS_PER_MILLI;
    }
}
