package org.headroom.tuner.config.php;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.text.HostChanges;
import org.headroom.tuner.config.text.SameValue;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.plan.Plan.Setting;

/** A plan's settings of PHP itself: where they are in force, else in a file of Headroom's own that is read last. */
public final class IniEdits {
    private final PhpIni ini;
    private final HostChanges changes;

    /** Edits that configuration. */
    public IniEdits(PhpIni ini, HostChanges changes) {
        this.ini = ini;
        this.changes = changes;
    }

    /** Adds what these settings change. */
    public void add(List<Setting> settings) {
        List<String> missing = new ArrayList<>();
        for (Setting setting : settings) {
            Optional<Found> current =
                    ini.of(setting.name()).filter(it -> !it.value().isEmpty());
            if (current.isPresent()) {
                boolean same = SameValue.ofSize(current.get().value(), setting.value());
                changes.set(ini.sources(), current.get().place(), same, setting, ";");
            } else if (changes.usable(setting)) {
                missing.addAll(HostChanges.remark(";", setting));
                missing.add(setting.name() + " = " + setting.value());
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        String path = ini.directory() + "/99-headroom.ini";
        if (ini.sources().tree().read(path) instanceof FileText.Found there) {
            changes.of(ini.sources(), path)
                    .ifPresent(edits -> edits.insert(there.text().length(), missing));
        } else {
            changes.create(path, missing);
        }
    }
}
