package org.headroom.sync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.headroom.scenarios.stack.StaticFiles;

/**
 * What one shadow is made from.
 *
 * @param site the name that both markers must bear, so that two sites are never mixed up
 * @param master the docroot that is the truth
 * @param shadow the copy that proxies serve
 * @param types endings of the file names that are copied, without the dot; PHP files never are
 * @param excludes rsync patterns of what is left out whatever its type; what the shadow has there stays
 * @param timeout after which a pass is given up
 */
public record SyncJob(
        String site, Path master, Path shadow, List<String> types, List<String> excludes, Duration timeout) {

    public SyncJob {
        if (types.isEmpty() || types.stream().anyMatch(type -> !type.matches("[A-Za-z0-9]+"))) {
            throw new IllegalArgumentException("file types are letters and digits, and at least one: " + types);
        }
        if (types.stream()
                .anyMatch(type -> type.toLowerCase(java.util.Locale.ROOT).matches("ph(p[0-9]?|tml|ar)"))) {
            throw new IllegalArgumentException("PHP files are not for a shadow: " + types);
        }
        if (excludes.stream().anyMatch(pattern -> pattern.isBlank() || pattern.contains("\n"))) {
            throw new IllegalArgumentException("an exclude is one rsync pattern: " + excludes);
        }
        if (!site.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("a site's name is letters, digits, dots and hyphens: " + site);
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a pass needs at least a second: " + timeout);
        }
        types = List.copyOf(types);
        excludes = List.copyOf(excludes);
    }

    /** The usual job: static files, the usual excludes, two minutes. */
    public static SyncJob ofStaticFiles(String site, Path master, Path shadow) {
        return new SyncJob(site, master, shadow, StaticFiles.TYPES, StaticFiles.EXCLUDES, Duration.ofMinutes(2));
    }

    public SyncJob withExcludes(List<String> value) {
        return new SyncJob(site, master, shadow, types, value, timeout);
    }

    public SyncJob withTimeout(Duration value) {
        return new SyncJob(site, master, shadow, types, excludes, value);
    }
}
