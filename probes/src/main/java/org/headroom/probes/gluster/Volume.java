package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A volume, as a node's files describe it and all of its bricks' hosts see it.
 *
 * @param started whether it should serve
 * @param copies bricks in each set that hold the same (1: no copies)
 * @param arbiters of them without data
 * @param spare of them that may be lost, in a dispersed volume; 0 in others
 * @param bricks in gluster's order, sets one after another
 * @param options that somebody has set
 * @param healers by host: the state of its self-heal daemon, {@code none} if none runs
 */
record Volume(
        String name,
        boolean started,
        int copies,
        int arbiters,
        int spare,
        List<Brick> bricks,
        Map<String, String> options,
        Map<String, String> healers) {
    Volume {
        bricks = List.copyOf(bricks);
        options = Map.copyOf(options);
        healers = Map.copyOf(healers);
    }

    /** Its bricks in sets that hold the same. */
    List<BrickSet> sets() {
        List<BrickSet> sets = new ArrayList<>();
        for (int at = 0; at < bricks.size(); at += copies) {
            sets.add(new BrickSet(this, bricks.subList(at, Math.min(bricks.size(), at + copies))));
        }
        return List.copyOf(sets);
    }

    boolean replicated() {
        return copies > 1 && spare == 0;
    }

    /** Whether an option is on; gluster's default if nobody has set it. */
    boolean on(String option, boolean standard) {
        return on(options, option, standard);
    }

    static boolean on(Map<String, String> options, String option, boolean standard) {
        String value = options.get(option);
        return value == null
                ? standard
                : List.of("on", "yes", "true", "enable", "1").contains(value);
    }

    int lost() {
        return (int) bricks.stream().filter(Brick::lost).count();
    }
}
