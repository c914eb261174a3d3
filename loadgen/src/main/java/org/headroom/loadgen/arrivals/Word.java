package org.headroom.loadgen.arrivals;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of the grammar.
 *
 * @param text without quotes
 * @param position of its first character, from 1
 */
record Word(String text, int position) {
    /** A quoted text, the dots of a range, a comma, or anything up to one of those or a space. */
    private static final Pattern SHAPE =
            Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\.\\.\\.?|->|,)|((?:(?!\\.\\.|->)[^\\s,\"'])+)|(\\S)");

    /** Words of each phase: a comma ends one. */
    static List<List<Word>> phases(String text) {
        List<List<Word>> phases = new ArrayList<>();
        List<Word> phase = new ArrayList<>();
        Matcher matcher = SHAPE.matcher(text);
        while (matcher.find()) {
            if (",".equals(matcher.group(3))) {
                phases.add(phase);
                phase = new ArrayList<>();
            } else {
                phase.add(new Word(content(matcher), matcher.start() + 1));
            }
        }
        phases.add(phase);
        return phases;
    }

    private static String content(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String found = matcher.group(group);
            if (found != null) {
                return group == 3 ? ".." : found;
            }
        }
        return matcher.group();
    }

    /** Whether it is this keyword, in whatever case. */
    boolean is(String keyword) {
        return text.equalsIgnoreCase(keyword);
    }
}
