package org.headroom.lab.plan;

import java.util.List;
import java.util.stream.IntStream;

/** A site by its number, from 1: a new one needs no more than the next number. */
public record WebSite(int number) {
    private static final int FIRST_POOL_PORT = 9000;
    private static final int FIRST_STATUS_PORT = 9100;

    /** How many sites have been prepared. */
    public static final int MOST = 3;

    static List<WebSite> first(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(WebSite::new).toList();
    }

    public String name() {
        return "site" + number;
    }

    /** The name that visitors see. */
    public String host() {
        return "www." + name() + ".test";
    }

    public List<String> aliases() {
        return List.of(name() + ".test");
    }

    /** Its PHP-FPM pool's, on loopback. */
    public int poolPort() {
        return FIRST_POOL_PORT + number;
    }

    /** Its pool's {@code pm.status_listen}, on loopback. */
    public int poolStatusPort() {
        return FIRST_STATUS_PORT + number;
    }
}
