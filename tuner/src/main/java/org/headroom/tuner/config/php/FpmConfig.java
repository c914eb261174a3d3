package org.headroom.tuner.config.php;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.text.Place;
import org.headroom.tuner.config.text.Sources;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.config.tree.Globs;

/** The pools of one PHP-FPM, as they are in force. */
public final class FpmConfig {
    private static final String GLOBAL = "global";
    /** What FPM was built to take relative paths from, on Debian and Red Hat. */
    private static final String PREFIX = "/usr/";

    private final String entry;
    private final Sources sources;
    private final Map<String, Map<String, Found>> pools = new LinkedHashMap<>();
    private final Map<String, List<Place>> heads = new LinkedHashMap<>();
    private final List<String> includes = new ArrayList<>();
    private String section = GLOBAL;

    private FpmConfig(String entry, Sources sources) {
        this.entry = entry;
        this.sources = sources;
    }

    /** Every PHP-FPM of a host: Debian's by version, newest first, or Red Hat's only one. */
    public static List<FpmConfig> read(ConfigTree tree) {
        List<String> entries = new ArrayList<>(Globs.matches(tree, "/etc/php/[0-9]*/fpm/php-fpm.conf"));
        entries.sort((one, other) -> PhpVersions.compare(other, one));
        if (tree.isFile("/etc/php-fpm.conf")) {
            entries.add("/etc/php-fpm.conf");
        }
        return entries.stream().map(entry -> read(tree, entry)).toList();
    }

    private static FpmConfig read(ConfigTree tree, String entry) {
        FpmConfig config = new FpmConfig(entry, new Sources(tree));
        config.sources.read(entry, "PHP-FPM", config::read);
        return config;
    }

    private void read(FileText.Found file) {
        for (IniLine line : IniLine.of(file.path(), file.text())) {
            switch (line) {
                case IniLine.Section(String name, Place place) -> {
                    section = name;
                    heads.computeIfAbsent(name, _ -> new ArrayList<>()).add(place);
                    pools.computeIfAbsent(name, _ -> new LinkedHashMap<>());
                }
                case IniLine.Entry entry when entry.key().equals("include") -> include(entry);
                case IniLine.Entry(String key, String value, Place place) ->
                    pools.computeIfAbsent(section, _ -> new LinkedHashMap<>())
                            .put(key, new Found(value.replace("$pool", section), place));
                case IniLine.Garbage(Place place) ->
                    sources.problem(place.toString(), "neither a section nor a setting");
            }
        }
    }

    private void include(IniLine.Entry entry) {
        String pattern = entry.value().startsWith("/") ? entry.value() : PREFIX + entry.value();
        includes.add(pattern);
        List<String> paths = Globs.matches(sources.tree(), pattern);
        if (paths.isEmpty()) {
            sources.problem(entry.place().toString(), "there is no " + entry.value());
        }
        paths.forEach(path -> sources.read(path, entry.place().toString(), this::read));
    }

    /** The file that it begins with. */
    public String entry() {
        return entry;
    }

    /** The files that were read. */
    public Sources sources() {
        return sources;
    }

    /** Names of the pools. */
    public Set<String> pools() {
        Map<String, Object> names = new LinkedHashMap<>(pools);
        names.remove(GLOBAL);
        return Set.copyOf(names.keySet());
    }

    /** A setting of a pool, {@code $pool} filled in. */
    public Optional<Found> of(String pool, String key) {
        return Optional.ofNullable(of(pool).get(key));
    }

    /** All settings of a pool. */
    public Map<String, Found> of(String pool) {
        return Map.copyOf(pools.getOrDefault(pool, Map.of()));
    }

    /** Where that pool's sections begin. */
    List<Place> heads(String pool) {
        return List.copyOf(heads.getOrDefault(pool, List.of()));
    }
}
