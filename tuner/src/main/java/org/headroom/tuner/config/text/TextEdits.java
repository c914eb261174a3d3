package org.headroom.tuner.config.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Changes of one file: values where they stand, remarks above them, lines between lines. Everything else stays byte for
 * byte; what is added ends its lines as the file does.
 */
public final class TextEdits {
    private record Change(int end, String text) {}

    private final String text;
    private final String lineBreak;
    private final NavigableMap<Integer, Change> values = new TreeMap<>();
    private final NavigableMap<Integer, List<String>> remarks = new TreeMap<>();
    private final NavigableMap<Integer, List<String>> lines = new TreeMap<>();

    /** Of that text. */
    public TextEdits(String text) {
        this.text = text;
        int first = text.indexOf('\n');
        this.lineBreak = first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    /** Puts a value where another stands, under its remark. */
    public void setValue(Place place, String value, List<String> remark) {
        values.put(place.valueStart(), new Change(place.valueEnd(), value));
        remark(place, remark);
    }

    /** Leaves the value; a remark of Headroom's on this directive is renewed, none is added. */
    public void confirm(Place place, List<String> remark) {
        String first = remark.getFirst();
        String subject = first.substring(0, first.indexOf(": ", Remark.MARK.length() + 1) + 1);
        boolean there = text.substring(remarkStart(place.start()), place.start())
                .lines()
                .anyMatch(line -> line.strip().startsWith(subject));
        if (there) {
            remark(place, remark);
        }
    }

    /** Adds lines at the beginning of a line, or the end of the text. */
    public void insert(int offset, List<String> added) {
        lines.computeIfAbsent(offset, _ -> new ArrayList<>()).addAll(added);
    }

    /** The spaces and tabs that a line begins with. */
    public String indent(int lineStart) {
        int end = lineStart;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(lineStart, end);
    }

    /** The new text. */
    public String apply() {
        NavigableMap<Integer, Change> changes = new TreeMap<>(values);
        remarks.forEach((line, remark) ->
                changes.put(remarkStart(line), new Change(line, block(remark, indent(line)))));
        // A remark above lines that are added is one whose setting is gone.
        lines.forEach((offset, added) -> changes.merge(
                remarkStart(offset),
                new Change(offset, block(added, "")),
                (behind, before) -> new Change(behind.end(), before.text() + behind.text())));
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (Map.Entry<Integer, Change> change : changes.entrySet()) {
            int start = change.getKey();
            result.append(text, at, Math.max(at, start));
            if (lines.containsKey(start)) {
                endLine(result);
            }
            result.append(change.getValue().text());
            at = Math.max(at, change.getValue().end());
        }
        return result.append(text, at, text.length()).toString();
    }

    private void remark(Place place, List<String> remark) {
        List<String> block = remarks.computeIfAbsent(place.start(), _ -> new ArrayList<>());
        block.removeAll(remark);
        block.addAll(remark);
    }

    private String block(List<String> block, String indent) {
        StringBuilder joined = new StringBuilder();
        block.forEach(line -> joined.append(indent).append(line).append(lineBreak));
        return joined.toString();
    }

    private void endLine(StringBuilder result) {
        if (!result.isEmpty() && result.charAt(result.length() - 1) != '\n') {
            result.append(lineBreak);
        }
    }

    /** Where the remark above that line begins; the line itself if there is none. */
    private int remarkStart(int lineStart) {
        int start = lineStart;
        while (start > 0) {
            int previous = text.lastIndexOf('\n', start - 2) + 1;
            if (!Remark.isOne(text.substring(previous, start))) {
                return start;
            }
            start = previous;
        }
        return start;
    }
}
