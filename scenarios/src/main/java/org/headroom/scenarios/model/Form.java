package org.headroom.scenarios.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A form that a page is the answer to.
 *
 * @param fields in order; values may have placeholders
 * @param redirects whether the site takes it only if it answers with a redirect, which is followed
 * @param refusal where the site says that it does not take it; when that is there, the page has failed
 * @param ajax whether a script sends it and the page stays
 */
public record Form(Map<String, String> fields, boolean redirects, Optional<TextQuery> refusal, boolean ajax) {
    public Form {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
