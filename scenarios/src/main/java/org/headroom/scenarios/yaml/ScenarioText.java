package org.headroom.scenarios.yaml;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.ResourceKind;

/** The words and defaults of scenario files, which the reader and the writer share. */
final class ScenarioText {
    static final int SCHEMA = 1;
    static final int STATUS = 200;

    /** Names also become histogram tags and parts of SLO expressions, which allow no more than this. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final Pattern PATH = Pattern.compile("/[!-~&&[^#\"<>\\\\]]*");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?\\.?|[0-9A-Fa-f:.]{2,45}");
    private static final Set<ResourceKind> STATIC =
            EnumSet.of(ResourceKind.CSS, ResourceKind.JS, ResourceKind.IMAGE, ResourceKind.FONT);

    private ScenarioText() {}

    static Optional<String> nameProblem(String name) {
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("a name has letters, digits, '.', '_' and '-', begins with a letter or digit"
                        + " and is at most 100 long");
    }

    static Optional<String> pathProblem(String path) {
        if (!path.startsWith("/")) {
            return Optional.of("a path begins with '/'");
        }
        return PATH.matcher(path).matches()
                ? Optional.empty()
                : Optional.of("a path has no spaces, control characters, fragment or other characters that a URL"
                        + " must percent-encode");
    }

    static Optional<String> hostProblem(String host) {
        return HOST.matcher(host).matches()
                ? Optional.empty()
                : Optional.of("'" + host + "' is no host name or address (no scheme, no port, no spaces)");
    }

    /** What browsers keep unless told otherwise. */
    static boolean cacheableByKind(ResourceKind kind) {
        return STATIC.contains(kind);
    }

    static Discovery defaultDiscovery(boolean childOfDocument) {
        return childOfDocument ? new Discovery.WhileStreaming(0) : new Discovery.AfterParent();
    }
}
