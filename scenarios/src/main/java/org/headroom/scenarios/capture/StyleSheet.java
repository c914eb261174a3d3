package org.headroom.scenarios.capture;

import java.util.List;
import java.util.Map;

/**
 * What a style sheet tells, of the rules that apply to the {@link Viewport}. References are as written.
 *
 * @param imports other style sheets
 * @param images images and the selectors of the rule that names them
 * @param fontUses values of {@code font-family} and {@code font} and their selectors
 * @param variables custom properties and the values they are given anywhere
 * @param faces fonts on offer
 * @param notUnderstood places that the parser left out
 */
record StyleSheet(
        List<String> imports,
        List<Use> images,
        List<Use> fontUses,
        Map<String, List<String>> variables,
        List<FontFace> faces,
        int notUnderstood) {

    /** A rule for some selectors uses something. */
    record Use(List<String> selectors, String value) {}

    /**
     * An {@code @font-face} rule.
     *
     * @param family lower case, without quotes
     * @param variant weight, style and unicode range: what tells the faces of one family apart
     * @param source the reference that a browser would load; empty when it supports none
     */
    record FontFace(String family, String variant, String unicodeRange, String source) {}

    static StyleSheet empty(int notUnderstood) {
        return new StyleSheet(List.of(), List.of(), List.of(), Map.of(), List.of(), notUnderstood);
    }
}
