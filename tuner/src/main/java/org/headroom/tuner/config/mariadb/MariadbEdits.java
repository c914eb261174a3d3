package org.headroom.tuner.config.mariadb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.text.HostChanges;
import org.headroom.tuner.config.text.SameValue;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.plan.Plan.Setting;

/** A plan's settings of the database: where they are in force, else in a file of Headroom's own. */
public final class MariadbEdits {
    private final MariadbConfig config;
    private final HostChanges changes;

    /** Edits that configuration. */
    public MariadbEdits(MariadbConfig config, HostChanges changes) {
        this.config = config;
        this.changes = changes;
    }

    /** Adds what these settings change. */
    public void add(List<Setting> settings) {
        List<String> missing = new ArrayList<>();
        for (Setting setting : settings) {
            // One without a value is no place for one.
            Optional<Found> current =
                    config.of(setting.name()).filter(it -> !it.value().isEmpty());
            if (current.isPresent()) {
                boolean same = SameValue.ofSize(current.get().value(), setting.value());
                changes.set(config.sources(), current.get().place(), same, setting, "#");
            } else if (changes.usable(setting)) {
                missing.addAll(HostChanges.remark("#", setting));
                missing.add(setting.name() + " = " + setting.value());
            }
        }
        if (!missing.isEmpty()) {
            missing.addFirst("[mariadbd]");
            place(missing);
        }
    }

    private void place(List<String> lines) {
        Optional<String> path = config.lastDirectory().map(directory -> directory + "/99-headroom.cnf");
        // A file of that name which is there is Headroom's, and lacks these.
        Optional<FileText.Found> there = path.map(config.sources().tree()::read)
                .filter(FileText.Found.class::isInstance)
                .map(FileText.Found.class::cast);
        if (path.isPresent() && there.isEmpty()) {
            changes.create(path.get(), lines);
            return;
        }
        there.or(config::mainFile)
                .ifPresentOrElse(
                        file -> changes.of(config.sources(), file.path())
                                .ifPresent(edits -> edits.insert(file.text().length(), lines)),
                        () -> changes.note("MariaDB's files cannot be read: its settings are left out"));
    }
}
