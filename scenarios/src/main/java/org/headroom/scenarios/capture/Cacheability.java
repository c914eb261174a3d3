package org.headroom.scenarios.capture;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a browser keeps an answer for the visitor's next page (RFC 9111): not when it may not be stored, and not when
 * it is neither fresh for some time nor could be revalidated.
 */
final class Cacheability {
    private Cacheability() {}

    static boolean of(int status, Optional<String> cacheControl, boolean hasExpires, boolean hasValidator) {
        if (status != 200) {
            return false;
        }
        String directives = cacheControl.orElse("").toLowerCase(Locale.ROOT);
        if (directives.contains("no-store")) {
            return false;
        }
        return hasValidator || hasExpires || directives.matches(".*\\b(max-age\\s*=\\s*\"?0*[1-9]|immutable).*");
    }
}
