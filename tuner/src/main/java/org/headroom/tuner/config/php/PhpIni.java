package org.headroom.tuner.config.php;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.text.Place;
import org.headroom.tuner.config.text.Sources;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.config.tree.Globs;

/** php.ini and the files of its scanned directory, as FPM's PHP has them. */
public final class PhpIni {
    private final Sources sources;
    private final Map<String, Found> values = new LinkedHashMap<>();
    private final String directory;
    private boolean general = true;

    private PhpIni(Sources sources, String directory) {
        this.sources = sources;
        this.directory = directory;
    }

    /** Those of an FPM. */
    public static PhpIni read(ConfigTree tree, FpmConfig fpm) {
        String home = fpm.entry().substring(0, fpm.entry().lastIndexOf('/'));
        boolean debian = home.startsWith("/etc/php/");
        PhpIni ini = new PhpIni(new Sources(tree), debian ? home + "/conf.d" : "/etc/php.d");
        String main = debian ? home + "/php.ini" : "/etc/php.ini";
        if (tree.isFile(main)) {
            ini.sources.read(main, "PHP", ini::read);
        }
        for (String path : Globs.matches(tree, ini.directory + "/*.ini")) {
            ini.sources.read(path, "PHP", ini::read);
        }
        return ini;
    }

    private void read(FileText.Found file) {
        general = true;
        for (IniLine line : IniLine.of(file.path(), file.text())) {
            switch (line) {
                // Only these two kinds of section mean anything: settings of a host or a path.
                case IniLine.Section(String name, var _) ->
                    general = !name.startsWith("HOST=") && !name.startsWith("PATH=");
                case IniLine.Entry(String key, String value, Place place) -> {
                    if (general) {
                        values.put(key, new Found(value, place));
                    }
                }
                case IniLine.Garbage(var _) -> {
                    // A key alone is an empty value in php.ini.
                }
            }
        }
    }

    /** A value that is set. */
    public Optional<Found> of(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The directory whose files are read after php.ini, in the order of their names. */
    public String directory() {
        return directory;
    }

    /** The files that were read. */
    public Sources sources() {
        return sources;
    }
}
