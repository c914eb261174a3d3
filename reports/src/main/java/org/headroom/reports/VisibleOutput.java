package org.headroom.reports;

import gg.jte.TemplateOutput;

/**
 * Collects the page and makes characters visible that a browser would act upon or hide: control characters, and those
 * that turn the direction of text, with which a name can pretend to be another.
 */
final class VisibleOutput implements TemplateOutput {
    /** Marks, embeddings, overrides and isolates, and the byte order mark that has no width. */
    private static final String DIRECTION = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff";

    private final StringBuilder page = new StringBuilder(1 << 18);

    @Override
    public void writeContent(String value) {
        writeContent(value, 0, value.length());
    }

    @Override
    public void writeContent(String value, int beginIndex, int endIndex) {
        for (var i = beginIndex; i < endIndex; i++) {
            var c = value.charAt(i);
            if (isHidden(c)) {
                page.append("\\u").append(String.format("%04x", (int) c));
            } else {
                page.append(c);
            }
        }
    }

    private static boolean isHidden(char c) {
        var control = Character.isISOControl(c) && c != '\n' && c != '\t';
        var turns = DIRECTION.indexOf(c) >= 0;
        return control || turns;
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
