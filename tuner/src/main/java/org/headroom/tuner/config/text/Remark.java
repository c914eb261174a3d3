package org.headroom.tuner.config.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The comment that Headroom writes above a setting: why, and how the value came about.
 *
 * <p>Every line of it begins with the same mark, so that tuning again replaces it instead of adding another, and so that
 * no comment of somebody else is ever taken for it.
 */
public final class Remark {
    /** Behind the comment sign. */
    public static final String MARK = " headroom: ";

    private static final int WIDTH = 100;

    private Remark() {}

    /**
     * The lines, without line breaks.
     *
     * @param sign what starts a comment: {@code #} or {@code ;}
     */
    public static List<String> lines(String sign, String directive, String reason, String formula) {
        List<String> lines = new ArrayList<>();
        wrap(lines, sign + MARK, directive + ": " + reason);
        wrap(lines, sign + MARK + "  ", "= " + formula);
        return lines;
    }

    /** Whether a line of a file is part of such a comment. */
    public static boolean isOne(String line) {
        String text = line.strip();
        return (text.startsWith("#") || text.startsWith(";")) && (text + " ").startsWith(MARK, 1);
    }

    /** Breaks at spaces; whatever whitespace is in the words, no line is left without its mark. */
    private static void wrap(List<String> lines, String prefix, String words) {
        StringBuilder line = new StringBuilder(prefix);
        for (String word : words.strip().split("\\s+", -1)) {
            if (line.length() > prefix.length() && line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line.setLength(prefix.length());
            }
            line.append(word).append(' ');
        }
        // A backslash at the end would join the next line to the comment.
        lines.add(line.toString().stripTrailing().replaceAll("\\\\+$", ""));
    }
}
