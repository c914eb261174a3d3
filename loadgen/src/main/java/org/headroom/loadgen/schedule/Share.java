package org.headroom.loadgen.schedule;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * One machine's share of the arrivals: arrival n of the whole belongs to machine n mod count. So the shares of all
 * machines are together exactly the whole, with its spacing, and each is as even as the whole.
 *
 * @param index 0 to count − 1
 * @param count machines, at least 1
 */
public record Share(int index, int count) {
    /** Everything: the machine is alone. */
    public static final Share WHOLE = new Share(0, 1);

    public Share {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("there is no share " + index + " of " + count);
        }
    }

    /** Those arrivals of a schedule that are in this share. */
    public Schedule of(Schedule whole) {
        return count == 1 ? whole : new Part(whole, this);
    }

    /**
     * The number that an arrival has in the whole.
     *
     * @param own its number in this share, from 0
     */
    public long numberInWhole(long own) {
        return own * count + index;
    }

    private record Part(Schedule whole, Share share) implements Schedule {
        @Override
        public OptionalLong fireNanos(long index) {
            return whole.fireNanos(share.numberInWhole(index));
        }

        @Override
        public Duration length() {
            return whole.length();
        }
    }
}
