package org.headroom.tuner.config.php;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.text.HostChanges;
import org.headroom.tuner.config.text.Place;
import org.headroom.tuner.config.text.SameValue;
import org.headroom.tuner.plan.Plan.Setting;

/** A plan's settings of pools, in the pools' own files: where they stand, or beside the pool's other settings. */
public final class FpmEdits {
    private final List<FpmConfig> configs;
    private final HostChanges changes;

    /** @param configs the newest first; of a pool that several have, the first one's is edited */
    public FpmEdits(List<FpmConfig> configs, HostChanges changes) {
        this.configs = List.copyOf(configs);
        this.changes = changes;
    }

    /** Adds what these settings change. */
    public void add(List<Setting> settings) {
        if (settings.isEmpty()) {
            return;
        }
        List<String> known = settings.stream().map(Setting::pool).toList();
        for (FpmConfig config : configs) {
            config.pools().stream()
                    .filter(pool -> !known.contains(pool))
                    .sorted()
                    .forEach(pool -> changes.note("PHP-FPM of " + config.entry() + " has a pool " + pool
                            + " that the stack file does not name: its memory is not counted"));
        }
        for (String pool : settings.stream().map(Setting::pool).distinct().toList()) {
            List<FpmConfig> having =
                    configs.stream().filter(it -> it.pools().contains(pool)).toList();
            if (having.isEmpty()) {
                changes.note("PHP-FPM has no pool " + pool
                        + ": its settings are left out. Make the pool, or correct the" + " stack file");
                continue;
            }
            if (having.size() > 1) {
                changes.note("more than one PHP-FPM has a pool " + pool + ": that of "
                        + having.getFirst().entry() + " is tuned, the others take memory, too");
            }
            add(
                    having.getFirst(),
                    pool,
                    settings.stream().filter(it -> it.pool().equals(pool)).toList());
        }
    }

    private void add(FpmConfig config, String pool, List<Setting> settings) {
        List<String> missing = new ArrayList<>();
        for (Setting setting : settings) {
            Optional<Found> current = config.of(pool, setting.directive());
            if (current.isPresent()) {
                boolean same = same(setting, current.get().value());
                changes.set(config.sources(), current.get().place(), same, setting, ";");
            } else if (changes.usable(setting)) {
                missing.addAll(HostChanges.remark(";", setting));
                missing.add(setting.directive() + " = " + setting.value());
            }
        }
        if (!missing.isEmpty()) {
            Place beside = beside(config, pool);
            changes.of(config.sources(), beside.file()).ifPresent(file -> file.insert(beside.end(), missing));
        }
    }

    /** The last line of the pool's section that manages processes, or failing that the last or the first of it. */
    private static Place beside(FpmConfig config, String pool) {
        Map<String, Found> all = config.of(pool);
        Comparator<Place> order = Comparator.comparingInt(Place::start);
        Place head = config.heads(pool).getLast();
        return Stream.of("pm", "")
                .flatMap(prefix -> all.entrySet().stream()
                        .filter(it -> it.getKey().startsWith(prefix))
                        .map(it -> it.getValue().place())
                        .filter(it -> it.file().equals(head.file()) && it.start() > head.start())
                        .max(order)
                        .stream())
                .findFirst()
                .orElse(head);
    }

    private static boolean same(Setting setting, String value) {
        return setting.directive().endsWith("timeout")
                ? SameValue.ofTime(value, setting.value())
                : value.equals(setting.value());
    }
}
