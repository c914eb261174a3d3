package org.headroom.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of text: words to the left, numbers to the right. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final int words;

    /** The first column holds words, the others numbers. */
    TextTable(String... headings) {
        this(1, headings);
    }

    /** As many columns of words as given, then columns of numbers. */
    TextTable(int words, String... headings) {
        this.words = words;
        rows.add(List.of(headings));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    List<String> lines() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i);
                String padding = " ".repeat(widths[i] - cell.length());
                line.append(i == 0 ? "" : "  ").append(i < words ? cell + padding : padding + cell);
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add(1, "-".repeat(Arrays.stream(widths).sum() + 2 * (widths.length - 1)));
        return lines;
    }
}
