package org.headroom.probes.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tree of files as sums over groups of them: two trees with the same sums hold the same files.
 *
 * @param groups by number
 */
record FileGroups(Map<Integer, Group> groups) {
    private static final Pattern LINE = Pattern.compile(
            "([0-9]{1,3}) ([0-9]{1,20}):([0-9]{1,20}):([0-9]{1,10}):(-?[0-9]{1,15}):(/.*)", Pattern.DOTALL);

    /**
     * One of them.
     *
     * @param sizes sum over paths and sizes
     * @param times sum over modification times, too
     * @param newest seconds since 1970 of the file that changed last
     * @param path that file
     */
    record Group(String sizes, String times, long count, long newest, String path) {}

    FileGroups {
        groups = Map.copyOf(groups);
    }

    /** Of one fact. */
    static String text(Map<Integer, String> groups) {
        List<String> lines = new ArrayList<>();
        groups.forEach((number, value) -> lines.add(number + " " + value.replace('\n', ' ')));
        return String.join("\n", lines);
    }

    /** From that fact; lines that are none are passed over. */
    static FileGroups parse(String text) {
        Map<Integer, Group> groups = new TreeMap<>();
        for (String line : text.split("\n", -1)) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                groups.put(
                        Integer.valueOf(parts.group(1)),
                        new Group(
                                parts.group(2),
                                parts.group(3),
                                Long.parseLong(parts.group(4)),
                                Long.parseLong(parts.group(5)),
                                parts.group(6)));
            }
        }
        return new FileGroups(groups);
    }

    Optional<Group> group(int number) {
        return Optional.ofNullable(groups.get(number));
    }

    /** Whether the way to the other tree keeps times: if it does not, those say nothing. */
    boolean sameTimes(FileGroups other) {
        long same = groups.entrySet().stream()
                .filter(one -> other.group(one.getKey())
                        .filter(there -> there.times().equals(one.getValue().times()))
                        .isPresent())
                .count();
        return 2 * same > groups.size();
    }

    /** The groups that do not hold the same files. */
    List<Integer> different(FileGroups other) {
        boolean times = sameTimes(other);
        TreeMap<Integer, Group> all = new TreeMap<>(other.groups);
        all.putAll(groups);
        return all.keySet().stream()
                .filter(number -> !sameFiles(group(number), other.group(number), times))
                .toList();
    }

    private static boolean sameFiles(Optional<Group> one, Optional<Group> other, boolean times) {
        return one.isPresent()
                && other.isPresent()
                && (times
                        ? one.get().times().equals(other.get().times())
                        : one.get().sizes().equals(other.get().sizes()));
    }
}
