package org.headroom.tuner.config.apache;

import java.util.ArrayList;
import java.util.List;
import org.headroom.tuner.config.text.Place;

/** A line as Apache sees it: a backslash at the end of a line joins the next one, also in a comment. */
final class LogicalLine {
    private final String text;
    private final int number;
    private final int start;
    private final int end;
    /** In the file, of each character, and of the end. */
    private final int[] offsets;

    private LogicalLine(String text, int number, int start, int end, int[] offsets) {
        this.text = text;
        this.number = number;
        this.start = start;
        this.end = end;
        this.offsets = offsets;
    }

    /** Its lines as one, without line breaks. */
    String text() {
        return text;
    }

    /** Of its first line in the file, from 1. */
    int number() {
        return number;
    }

    /** A word: without its quotes, and where it stands in the line with them. */
    record Word(String text, int start, int end) {}

    static List<LogicalLine> of(String file) {
        List<LogicalLine> lines = new ArrayList<>();
        int at = 0;
        int number = 1;
        while (at < file.length()) {
            int start = at;
            int first = number;
            StringBuilder text = new StringBuilder();
            List<Integer> offsets = new ArrayList<>();
            boolean joined = true;
            while (joined && at < file.length()) {
                int feed = file.indexOf('\n', at);
                int end = feed < 0 ? file.length() : feed;
                int stop = feed > at && file.charAt(feed - 1) == '\r' ? feed - 1 : end;
                joined = feed >= 0 && stop > at && file.charAt(stop - 1) == '\\';
                for (int i = at; i < (joined ? stop - 1 : stop); i++) {
                    text.append(file.charAt(i));
                    offsets.add(i);
                }
                offsets.add(stop);
                at = feed < 0 ? file.length() : feed + 1;
                number++;
                if (joined) {
                    offsets.removeLast();
                }
            }
            if (offsets.size() == text.length()) {
                offsets.add(at);
            }
            lines.add(new LogicalLine(
                    text.toString(),
                    first,
                    start,
                    at,
                    offsets.stream().mapToInt(Integer::intValue).toArray()));
        }
        return lines;
    }

    /** The words in it; of a section's opening without {@code <} and {@code >}. */
    List<Word> words() {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at >= text.length()) {
                return words;
            }
            Word word = word(at);
            words.add(word);
            at = word.end();
        }
    }

    private Word word(int start) {
        char quote = text.charAt(start);
        if (quote != '"' && quote != '\'') {
            int end = start;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            return new Word(text.substring(start, end), start, end);
        }
        StringBuilder word = new StringBuilder();
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            boolean escaped = text.charAt(at) == '\\'
                    && at + 1 < text.length()
                    && (text.charAt(at + 1) == quote || text.charAt(at + 1) == '\\');
            at += escaped ? 1 : 0;
            word.append(text.charAt(at));
            at++;
        }
        return new Word(word.toString(), start, Math.min(text.length(), at + 1));
    }

    /** Where in the file it stands, with that part as its value. */
    Place place(String file, int valueStart, int valueEnd) {
        int from = offsets[valueStart];
        // Behind the last character of the value, not before what follows it: that may be on another line.
        int to = valueEnd > valueStart ? offsets[valueEnd - 1] + 1 : from;
        return new Place(file, number, start, end, from, to);
    }
}
