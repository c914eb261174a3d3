package org.headroom.probes.hosts;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The lines that Headroom and its Perl programs exchange: fields with tabs in between, percent-encoded. */
public final class PerlLine {
    private PerlLine() {}

    /** A line with its end. */
    public static String of(List<String> fields) {
        return fields.stream().map(PerlLine::encoded).collect(Collectors.joining("\t", "", "\n"));
    }

    /** The fields of a line without its end. */
    public static List<String> fields(String line) {
        return Arrays.stream(line.split("\t", -1)).map(PerlLine::decoded).toList();
    }

    static String encoded(String text) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter < 0x20 || letter == 0x7f || letter == '%') {
                line.append(String.format(Locale.ROOT, "%%%02X", (int) letter));
            } else {
                line.append(letter);
            }
        }
        return line.toString();
    }

    static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            int high = at + 2 < bytes.length && bytes[at] == '%' ? Character.digit(bytes[at + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[at + 2], 16);
            if (low < 0) {
                plain.write(bytes[at]);
            } else {
                plain.write(high * 16 + low);
                at += 2;
            }
        }
        return plain.toString(StandardCharsets.UTF_8);
    }
}
