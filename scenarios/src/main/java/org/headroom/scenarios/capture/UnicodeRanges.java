package org.headroom.scenarios.capture;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a text has a character that a {@code unicode-range} covers: only then does a browser load the font. */
final class UnicodeRanges {
    private static final Pattern RANGE = Pattern.compile("[Uu]\\+([0-9A-Fa-f?]{1,6})(?:-([0-9A-Fa-f]{1,6}))?");

    private final BitSet used = new BitSet();

    UnicodeRanges(String text) {
        text.codePoints().forEach(used::set);
    }

    boolean touches(String unicodeRange) {
        Matcher matcher = RANGE.matcher(unicodeRange);
        boolean any = false;
        while (matcher.find()) {
            any = true;
            String first = matcher.group(1);
            String last = matcher.group(2) == null ? first.replace('?', 'F') : matcher.group(2);
            int from = Integer.parseInt(first.replace('?', '0'), 16);
            int next = used.nextSetBit(from);
            if (next >= 0 && next <= Integer.parseInt(last, 16)) {
                return true;
            }
        }
        return !any;
    }
}
