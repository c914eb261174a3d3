package org.headroom.lab.site;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A site of the lab. All sites are made by the same scripts with these values, so one more site is one more row here.
 *
 * @param name of its document root, its database and its database user
 * @param title as visitors see it
 * @param tagline below the title
 * @param seed of everything random in it: texts and pictures
 * @param home the slug of the page that is the home page: {@code p10}, {@code p25}, {@code p50}, {@code p75} or
 *     {@code p90}; every site has a page of each
 */
public record LabSite(String name, String title, String tagline, int seed, String home) {
    /** Slugs of the pages that every site has, from the smallest to the largest. */
    public static final List<String> PAGES = List.of("p10", "p25", "p50", "p75", "p90");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,15}");
    // What needs no quoting in JSON.
    private static final Pattern TEXT = Pattern.compile("[^\"\\\\\\p{Cntrl}]+");

    private static final List<LabSite> ALL = List.of(
            new LabSite("site1", "Fjord & Fell", "Notes from a small harbour", 1, "p50"),
            new LabSite("site2", "Copper Lantern", "A shop window for everything", 2, "p75"),
            new LabSite("site3", "Quiet Meadow", "Seldom, but slowly", 3, "p25"));

    public LabSite {
        boolean good = NAME.matcher(name).matches()
                && TEXT.matcher(title).matches()
                && TEXT.matcher(tagline).matches()
                && PAGES.contains(home);
        if (!good) {
            throw new IllegalArgumentException("no site can be like this: " + name + ", " + title + ", " + home);
        }
    }

    /** The sites that the lab prepares. */
    public static List<LabSite> all() {
        return ALL;
    }

    public static LabSite named(String name) {
        return ALL.stream()
                .filter(site -> site.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no site " + name));
    }

    /** The name that its pages live under. */
    public String host() {
        return "www." + name + ".test";
    }

    /** A shorter name, which redirects to {@link #host()}. */
    public String alias() {
        return name + ".test";
    }

    /** Both names, the proper one first. */
    public List<String> hosts() {
        return List.of(host(), alias());
    }

    public String database() {
        return name;
    }

    public String databaseUser() {
        return name;
    }

    /** What the scripts are told about it. */
    String json() {
        return """
                {"name": "%s", "host": "%s", "title": "%s", "tagline": "%s", "seed": %d, "home": "%s"}
                """.formatted(name, host(), title, tagline, seed, home);
    }
}
