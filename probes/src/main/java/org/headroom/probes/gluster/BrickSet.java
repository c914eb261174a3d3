package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bricks that hold the same, and what they stand: the client quorum's rules. */
record BrickSet(Volume volume, List<Brick> bricks) {
    BrickSet {
        bricks = List.copyOf(bricks);
    }

    List<Brick> lost() {
        return bricks.stream().filter(Brick::lost).toList();
    }

    int left() {
        return bricks.size() - lost().size();
    }

    /** Whether files can be written. */
    boolean writable() {
        return writable(left(), bricks.isEmpty() || !bricks.getFirst().lost());
    }

    /** Whether one more may go, the first brick in the worst case, and files can still be written. */
    boolean standsAnother() {
        return left() > 0 && writable(left() - 1, false);
    }

    private boolean writable(int left, boolean first) {
        if (volume.copies() == 1) {
            return left == 1;
        }
        if (volume.spare() > 0) {
            return left >= bricks.size() - volume.spare();
        }
        String quorum = volume.options().getOrDefault("cluster.quorum-type", bricks.size() > 2 ? "auto" : "none");
        return switch (quorum) {
            case "none" -> left > 0;
            case "fixed" -> left >= fixedQuorum();
            default -> left * 2 > bricks.size() || (left * 2 == bricks.size() && first);
        };
    }

    private int fixedQuorum() {
        String count = volume.options().getOrDefault("cluster.quorum-count", "1");
        return count.matches("\\d{1,4}") ? Integer.parseInt(count) : 1;
    }

    /** Entries that wait for heal, at least: what one brick misses all the others list. */
    double pending() {
        return bricks.stream()
                .mapToDouble(brick -> brick.pending().orElse(0))
                .max()
                .orElse(0);
    }

    /**
     * What every copy of which is called stale by another copy: nobody knows which one is right. Said only if every brick of
     * the set was looked at; an arbiter has no data that could be right.
     */
    List<Entry> split() {
        if (!volume.replicated()
                || bricks.stream().anyMatch(brick -> brick.pending().isEmpty())) {
            return List.of();
        }
        Map<String, List<Mark>> marks = new LinkedHashMap<>();
        for (Brick brick : bricks) {
            brick.entries()
                    .forEach(entry -> marks.computeIfAbsent(entry.gfid(), _ -> new ArrayList<>())
                            .add(new Mark(brick.client(), entry)));
        }
        return marks.values().stream()
                .filter(this::disagree)
                .map(BrickSet::named)
                .toList();
    }

    private record Mark(int by, Entry entry) {}

    private boolean disagree(List<Mark> marks) {
        for (int i = 0; i < Entry.KINDS; i++) {
            int kind = i;
            int copies = kind == 0 ? bricks.size() - volume.arbiters() : bricks.size();
            boolean allStale = bricks.stream()
                    .limit(copies)
                    .allMatch(brick -> marks.stream()
                            .anyMatch(mark -> mark.by() != brick.client()
                                    && mark.entry().lacking().containsKey(brick.client())
                                    && mark.entry()
                                            .lacking()
                                            .get(brick.client())
                                            .of(kind)));
            if (allStale) {
                return true;
            }
        }
        return false;
    }

    private static Entry named(List<Mark> marks) {
        return marks.stream()
                .map(Mark::entry)
                .filter(entry -> entry.path().isPresent())
                .findFirst()
                .orElse(marks.getFirst().entry());
    }
}
