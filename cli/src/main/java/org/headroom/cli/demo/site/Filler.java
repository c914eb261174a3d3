package org.headroom.cli.demo.site;

import java.util.SplittableRandom;

/** Meaningless content of an exact length, the same for the same random source. */
final class Filler {
    private static final String[] WORDS = {
        "lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit", "sed", "do", "eiusmod", "tempor",
        "incididunt", "ut", "labore", "et", "dolore", "magna", "aliqua", "enim", "minim", "veniam", "quis", "nostrud",
    };
    private static final int PARAGRAPH = 480;

    private final SplittableRandom random;

    Filler(SplittableRandom random) {
        this.random = random;
    }

    /** Words and spaces. */
    String words(int length) {
        var text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        text.setLength(length);
        return text.toString();
    }

    /** A CSS or JavaScript comment. */
    String comment(int length) {
        return between("/* ", " */", length);
    }

    /** An HTML comment, which may stand in a head. */
    String htmlComment(int length) {
        return between("<!-- ", " -->", length);
    }

    /** Paragraphs of text. */
    String paragraphs(int length) {
        var text = new StringBuilder(length);
        while (text.length() < length) {
            int left = length - text.length();
            // The last two share what is left, so that no sliver remains that is too short for a tag.
            int next = left > 2 * PARAGRAPH ? PARAGRAPH : left > PARAGRAPH ? left / 2 : left;
            text.append(between("<p>", "</p>\n", next));
        }
        return text.toString();
    }

    /** A JSON object; too short a length gives spaces around a number. */
    String json(int length) {
        String open = "{\"filler\":\"";
        return length < open.length() + 2 ? spacesThen("0", length) : between(open, "\"}", length);
    }

    /** A picture without anything in it. */
    String svg(int length) {
        return between("<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- ", " --></svg>", length);
    }

    /** What a compressed file looks like. */
    byte[] noise(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String between(String open, String close, int length) {
        int room = length - open.length() - close.length();
        return room < 0 ? spacesThen("", length) : open + words(room) + close;
    }

    private static String spacesThen(String end, int length) {
        return length < end.length() ? "" : " ".repeat(length - end.length()) + end;
    }
}
