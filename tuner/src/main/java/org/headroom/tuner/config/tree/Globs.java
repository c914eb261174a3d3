package org.headroom.tuner.config.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * Paths by pattern, as the daemons' includes have them: {@code *}, {@code ?} and {@code [a-z]} within a component, never
 * a leading dot, sorted by bytes.
 */
public final class Globs {
    /** More is no configuration. */
    private static final int MOST = 2_000;

    private Globs() {}

    /** Whether the path has wildcards. */
    public static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
    }

    /** What matches and exists, in order. */
    public static List<String> matches(ConfigTree tree, String pattern) {
        List<String> found = List.of("");
        for (String component : pattern.split("/+", -1)) {
            if (component.isEmpty()) {
                continue;
            }
            found = isPattern(component)
                    ? expanded(tree, found, component)
                    : found.stream().map(parent -> parent + "/" + component).toList();
        }
        return found.stream()
                .filter(path -> tree.kind(path).isPresent())
                .limit(MOST)
                .toList();
    }

    private static List<String> expanded(ConfigTree tree, List<String> parents, String component) {
        List<String> found = new ArrayList<>();
        for (String parent : parents) {
            for (String name : tree.list(parent.isEmpty() ? "/" : parent)) {
                boolean hidden = name.startsWith(".") && !component.startsWith(".");
                if (!hidden && found.size() < MOST && matches(component, name)) {
                    found.add(parent + "/" + name);
                }
            }
        }
        return found;
    }

    /** Linear in name times pattern, whatever the pattern: only the last star is ever tried again. */
    static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int starName = 0;
        int i = 0;
        while (i < name.length()) {
            int next = at < pattern.length() ? afterOne(pattern, at, name.charAt(i)) : -1;
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                starName = i;
            } else if (next > 0) {
                at = next;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++starName;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    /** Where the pattern goes on if its part at {@code at} takes that character; else -1. */
    private static int afterOne(String pattern, int at, char c) {
        char first = pattern.charAt(at);
        // A bracket that does not close is an ordinary character, as in fnmatch.
        int close = first == '[' ? pattern.indexOf(']', at + 2) : -1;
        if (close > 0) {
            return inBracket(pattern.substring(at + 1, close), c) ? close + 1 : -1;
        }
        return first == '?' || first == c ? at + 1 : -1;
    }

    private static boolean inBracket(String members, char c) {
        boolean not = members.startsWith("!") || members.startsWith("^");
        String rest = not ? members.substring(1) : members;
        boolean in = false;
        for (int i = 0; i < rest.length(); i++) {
            if (i + 2 < rest.length() && rest.charAt(i + 1) == '-') {
                in |= rest.charAt(i) <= c && c <= rest.charAt(i + 2);
                i += 2;
            } else {
                in |= rest.charAt(i) == c;
            }
        }
        return in != not;
    }
}
