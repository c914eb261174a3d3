package org.headroom.scenarios.model;

import java.util.regex.Pattern;

/** Where in a page's text something stands. */
public sealed interface TextQuery {
    /**
     * In an element of the HTML.
     *
     * @param selector CSS selector of the element; the first one counts
     * @param attribute whose value is wanted; empty: {@code value} of form fields, else the element's text
     */
    record Css(String selector, String attribute) implements TextQuery {}

    /** In the first match of a regular expression: its first group, or the whole match when it has none. */
    record Regex(String expression) implements TextQuery {
        /**
         * Ready to search.
         *
         * @throws java.util.regex.PatternSyntaxException when it is no expression
         */
        public Pattern pattern() {
            return Pattern.compile(expression, Pattern.DOTALL);
        }
    }
}
