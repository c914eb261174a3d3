package org.headroom.loadgen.gatling;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The intended start of users that Gatling has been told to start, by Gatling's user id. */
final class Arrivals {
    private final Map<Long, Long> intendedNanos = new ConcurrentHashMap<>();

    void announce(long userId, long intended) {
        intendedNanos.put(userId, intended);
    }

    /** The intended start, once; a user nobody announced starts now. */
    long take(long userId) {
        Long intended = intendedNanos.remove(userId);
        return intended == null ? System.nanoTime() : intended;
    }
}
