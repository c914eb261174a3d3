package org.headroom.probes.gluster;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file or directory that waits for heal, as one brick marks it.
 *
 * @param gfid its identifier, the same on every brick
 * @param path from the volume's root; empty if the brick does not tell
 * @param lacking by the number of a brick: how many changes of data, metadata and entries it lacks
 */
record Entry(String gfid, Optional<String> path, Map<Integer, Changes> lacking) {
    /** Changes that a brick has missed. */
    record Changes(long data, long metadata, long entry) {
        boolean of(int kind) {
            return (kind == 0 ? data : kind == 1 ? metadata : entry) > 0;
        }
    }

    /** The kinds of changes: data, metadata, entries of a directory. */
    static final int KINDS = 3;

    Entry {
        lacking = Map.copyOf(lacking);
    }

    /** By the helper's {@code NUMBER=DATA,METADATA,ENTRY…[TAB PATH]}; what is not so is left out. */
    static Entry parse(String gfid, String text) {
        String[] parts = text.split("\t", 2);
        Map<Integer, Changes> lacking = new LinkedHashMap<>();
        for (String mark : parts[0].split(" ", -1)) {
            if (mark.matches("\\d{1,6}=\\d{1,10},\\d{1,10},\\d{1,10}")) {
                String[] sides = mark.split("=", 2);
                long[] counts = Arrays.stream(sides[1].split(",", -1))
                        .mapToLong(Long::parseLong)
                        .toArray();
                lacking.put(Integer.parseInt(sides[0]), new Changes(counts[0], counts[1], counts[2]));
            }
        }
        return new Entry(gfid, parts.length > 1 ? Optional.of(parts[1]) : Optional.empty(), lacking);
    }

    /** What administrators know it by. */
    String words() {
        return path.orElse("gfid:" + gfid);
    }
}
