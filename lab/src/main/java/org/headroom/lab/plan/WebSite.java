package org.headroom.lab.plan;

import java.util.List;
import java.util.stream.IntStream;
import org.headroom.lab.site.LabSite;

/** A site by its number, from 1: a new one needs no more than the next number. */
public record WebSite(int number) {
    private static final int FIRST_POOL_PORT = 9000;
    private static final int FIRST_STATUS_PORT = 9100;

    /** How many sites have been prepared. */
    public static final int MOST = LabSite.all().size();

    static List<WebSite> first(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(WebSite::new).toList();
    }

    /** What has been prepared for it. */
    public LabSite prepared() {
        return LabSite.all().get(number - 1);
    }

    public String name() {
        return prepared().name();
    }

    /** The name that visitors see. */
    public String host() {
        return prepared().host();
    }

    public List<String> aliases() {
        return List.of(prepared().alias());
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
