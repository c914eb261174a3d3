package org.headroom.lab.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The options of a volume that a fault changes. How they were is written to a file before the first change, so another JVM
 * can put them back, also when this one was killed in between.
 */
final class VolumeOptions {
    private final GlusterVolume volume;
    private final Path file;

    VolumeOptions(GlusterVolume volume, Path memory) {
        this.volume = volume;
        this.file = memory.resolve("options-" + volume.name());
    }

    /** Changes one, and remembers how all of them were, unless that is known from before. */
    void change(String option, String value) throws IOException {
        if (!Files.exists(file)) {
            Properties before = new Properties();
            before.putAll(volume.options());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try (var writer = Files.newBufferedWriter(fresh)) {
                before.store(writer, "Options of " + volume.name() + " before a fault changed them.");
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        volume.set(option, value);
    }

    /** Puts one back. */
    void restore(String option) throws IOException {
        restore(option, volume.options(), before());
    }

    private void restore(String option, Map<String, String> now, Map<String, String> before) {
        String old = before.get(option);
        if (Objects.equals(old, now.get(option))) {
            return;
        }
        if (old == null) {
            volume.reset(option);
        } else {
            volume.set(option, old);
        }
    }

    /** Puts all back, and forgets. Harmless when nothing was changed. */
    void restoreAll() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Map<String, String> before = before();
        Map<String, String> now = volume.options();
        Map<String, String> all = new TreeMap<>(now);
        all.putAll(before);
        all.keySet().forEach(option -> restore(option, now, before));
        Files.delete(file);
    }

    private Map<String, String> before() throws IOException {
        Properties before = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            before.load(reader);
        }
        Map<String, String> options = new TreeMap<>();
        before.stringPropertyNames().forEach(name -> options.put(name, before.getProperty(name)));
        return options;
    }
}
