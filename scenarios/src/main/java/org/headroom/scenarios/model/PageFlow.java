package org.headroom.scenarios.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What makes a page more than a document to look at.
 *
 * @param plainHttp whether the visitor types {@code http://}, port 80, as most sites redirect to https
 * @param form sent by POST instead of a GET
 * @param extracts what visitors take from it
 * @param choices name to values of which each visitor picks one; usable on this page and later ones
 */
public record PageFlow(
        boolean plainHttp, Optional<Form> form, List<Extract> extracts, Map<String, List<String>> choices) {
    /** Just a page. */
    public static final PageFlow NONE = new PageFlow(false, Optional.empty(), List.of(), Map.of());

    public PageFlow {
        extracts = List.copyOf(extracts);
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }
}
