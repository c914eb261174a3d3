package org.headroom.scenarios.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a visitor looks at a page before going on. */
public sealed interface Think {
    /** Not at all. */
    Think NONE = new Fixed(Duration.ZERO);

    /** Draws a time. */
    Duration draw(RandomGenerator random);

    /** The longest time that can be drawn. */
    Duration longest();

    /** Always the same. */
    record Fixed(Duration time) implements Think {
        public Fixed {
            check(time, time);
        }

        @Override
        public Duration draw(RandomGenerator random) {
            return time;
        }

        @Override
        public Duration longest() {
            return time;
        }
    }

    /** Anything in between, equally likely. */
    record Between(Duration least, Duration most) implements Think {
        public Between {
            check(least, most);
        }

        @Override
        public Duration draw(RandomGenerator random) {
            return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
        }

        @Override
        public Duration longest() {
            return most;
        }
    }

    /**
     * As people read: mostly short, sometimes very long, never more than ten times the 90th percentile.
     *
     * @param median half are shorter
     * @param p90 nine in ten are shorter; at least the median
     */
    record LogNormal(Duration median, Duration p90) implements Think {
        /** The 90th percentile of the standard normal distribution. */
        private static final double NORMAL_P90 = 1.2815515655446004;

        private static final int LONGEST = 10;

        public LogNormal {
            check(median, p90);
            if (median.isZero()) {
                throw new IllegalArgumentException("a median is longer than nothing");
            }
        }

        @Override
        public Duration draw(RandomGenerator random) {
            double sigma = Math.log((double) p90.toNanos() / median.toNanos()) / NORMAL_P90;
            double nanos = median.toNanos() * Math.exp(sigma * random.nextGaussian());
            return Duration.ofNanos((long) Math.min(nanos, (double) longest().toNanos()));
        }

        @Override
        public Duration longest() {
            return p90.multipliedBy(LONGEST);
        }
    }

    private static void check(Duration shorter, Duration longer) {
        if (shorter.isNegative() || shorter.compareTo(longer) > 0) {
            throw new IllegalArgumentException("from " + shorter + " to " + longer + " is no time to think");
        }
    }
}
