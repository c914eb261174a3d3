package org.headroom.scenarios.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.yaml.ConfigException;
import org.headroom.scenarios.yaml.ScenarioFile;

/** The scenarios that ship with Headroom; the same files lie in the folder {@code scenarios} of the source tree. */
public final class Catalogue {
    /** The front page of a real WordPress, captured from the lab. */
    public static final String WORDPRESS_FRONT = "wordpress-front";

    /** A home page of 180 requests. */
    public static final String INCLUSION_HEAVY = "inclusion-heavy";

    /** First and returning readers, searchers, commenters and logged-in authors of a WordPress blog. */
    public static final String WORDPRESS_VISITORS = "wordpress-visitors";

    private Catalogue() {}

    /** Names of all shipped scenarios. */
    public static List<String> names() {
        return List.of(WORDPRESS_FRONT, INCLUSION_HEAVY, WORDPRESS_VISITORS);
    }

    /**
     * Reads a shipped scenario.
     *
     * @throws IllegalArgumentException when none has that name
     */
    public static Scenario scenario(String name) {
        try {
            return ScenarioFile.parse(name + ".yaml", text(name));
        } catch (ConfigException e) {
            throw new IllegalStateException("a shipped scenario is broken: " + e.getMessage(), e);
        }
    }

    /** The text of a shipped scenario file, comments and all. */
    public static String text(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("no scenario '" + name + "' ships; there are " + names());
        }
        try (InputStream in = Catalogue.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the scenario " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
