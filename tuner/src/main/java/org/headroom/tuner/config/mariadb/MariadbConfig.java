package org.headroom.tuner.config.mariadb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.text.Place;
import org.headroom.tuner.config.text.Sources;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.FileText;

/** MariaDB's server options as they are in force: files in order, the last one wins whatever group it stands in. */
public final class MariadbConfig {
    /** What the server reads, in this order; both if both exist. */
    private static final List<String> ENTRIES = List.of("/etc/my.cnf", "/etc/mysql/my.cnf");

    private static final Set<String> GROUPS =
            Set.of("mysqld", "server", "mariadb", "mariadbd", "client-server", "galera");
    private static final Pattern VERSIONED = Pattern.compile("(?:mysqld|mariadb|mariadbd)-(\\d{1,4}\\.\\d{1,4})");
    private static final Pattern VERSION = Pattern.compile("^(\\d+\\.\\d+)\\.");
    private static final Pattern GCACHE = Pattern.compile("(?:^|[;\\s])gcache\\.size\\s*=\\s*([^;\\s]+)");
    private static final String UPGRADE_INFO = "/var/lib/mysql/mariadb_upgrade_info";

    private final Sources sources;
    private final Optional<String> version;
    private final Map<String, Found> options = new HashMap<>();
    private final List<String> directories = new ArrayList<>();
    private final Set<String> groupVersions = new HashSet<>();

    private MariadbConfig(Sources sources, Optional<String> version) {
        this.sources = sources;
        this.version = version;
    }

    /** That of a host; empty if there is none. */
    public static Optional<MariadbConfig> read(ConfigTree tree) {
        List<String> entries = ENTRIES.stream().filter(tree::isFile).toList();
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        MariadbConfig config = read(tree, entries, version(tree));
        Optional<String> newest = config.groupVersions.stream().max(MariadbConfig::compareVersions);
        if (config.version.isPresent() || newest.isEmpty()) {
            return Optional.of(config);
        }
        MariadbConfig guessed = read(tree, entries, newest);
        if (config.groupVersions.size() > 1) {
            guessed.sources.problem(
                    "MariaDB",
                    "its version is not known; of the groups for one version those of " + newest.get() + " count");
        }
        return Optional.of(guessed);
    }

    private static MariadbConfig read(ConfigTree tree, List<String> entries, Optional<String> version) {
        MariadbConfig config = new MariadbConfig(new Sources(tree), version);
        entries.forEach(entry -> config.sources.read(entry, "MariaDB", config::read));
        return config;
    }

    private static int compareVersions(String one, String other) {
        return Comparator.comparingInt((String version) -> part(version, 0))
                .thenComparingInt(version -> part(version, 1))
                .compare(one, other);
    }

    private static int part(String version, int index) {
        return Integer.parseInt(version.split("\\.", -1)[index]);
    }

    /** The server leaves its version beside its data. */
    private static Optional<String> version(ConfigTree tree) {
        if (tree.read(UPGRADE_INFO) instanceof FileText.Found found) {
            Matcher version = VERSION.matcher(found.text());
            return version.find() ? Optional.of(version.group(1)) : Optional.empty();
        }
        return Optional.empty();
    }

    private void read(FileText.Found file) {
        boolean inGroup = false;
        boolean ofServer = false;
        for (OptionLine line : OptionLine.of(file.path(), file.text())) {
            switch (line) {
                case OptionLine.Group(String name, var _) -> {
                    inGroup = true;
                    ofServer = isOfServer(name);
                }
                case OptionLine.Include(boolean directory, String path, Place place) -> include(directory, path, place);
                case OptionLine.Option(String name, String value, Place place) -> {
                    if (!inGroup) {
                        sources.problem(place.toString(), "an option before any group");
                    } else if (ofServer) {
                        options.put(name, new Found(value, place));
                    }
                }
            }
        }
    }

    private void include(boolean directory, String path, Place place) {
        if (!directory) {
            sources.read(path, place.toString(), this::read);
            return;
        }
        String home = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!sources.tree().isDirectory(home)) {
            sources.problem(place.toString(), "there is no directory " + path);
            return;
        }
        directories.add(home);
        sources.tree().list(home).stream()
                .filter(name -> name.endsWith(".cnf"))
                .forEach(name -> sources.read(home + "/" + name, place.toString(), this::read));
    }

    /** Groups of another version are not read. */
    private boolean isOfServer(String group) {
        Matcher versioned = VERSIONED.matcher(group);
        if (!versioned.matches()) {
            return GROUPS.contains(group);
        }
        groupVersions.add(versioned.group(1));
        return version.filter(versioned.group(1)::equals).isPresent();
    }

    /** An option; {@code -} and {@code _} are the same. */
    public Optional<Found> of(String name) {
        return Optional.ofNullable(options.get(name.replace('-', '_')));
    }

    /** The size of Galera's write-set cache, which is memory or a mapped file. */
    public Optional<Found> gcacheSize() {
        return of("wsrep_provider_options").flatMap(all -> {
            Matcher size = GCACHE.matcher(all.value());
            return size.find() ? Optional.of(new Found(size.group(1), all.place())) : Optional.empty();
        });
    }

    /** The file that the server begins with, the last one if both are there; empty if it cannot be read. */
    Optional<FileText.Found> mainFile() {
        return ENTRIES.reversed().stream()
                .map(sources.tree()::read)
                .filter(FileText.Found.class::isInstance)
                .map(FileText.Found.class::cast)
                .findFirst();
    }

    /** The directory that is read last; a file there that sorts last wins. */
    Optional<String> lastDirectory() {
        return directories.isEmpty() ? Optional.empty() : Optional.of(directories.getLast());
    }

    /** The files that were read. */
    public Sources sources() {
        return sources;
    }
}
