package org.headroom.loadgen.browser;

import java.util.Arrays;
import java.util.Locale;
import org.headroom.scenarios.endpoint.WebUrl;

/** How a URL relates to what asks for it, as {@code sec-fetch-site} says it. */
public enum Relation {
    /** Nothing asks for it: somebody typed it. */
    NONE,
    SAME_ORIGIN,
    SAME_SITE,
    CROSS_SITE;

    /**
     * Relation of two URLs. A browser knows from a list which suffixes are public; here a site is the last two labels
     * of its name, or three when the one before the last is as short as in {@code co.uk}.
     */
    public static Relation between(WebUrl from, WebUrl to) {
        if (from.sameServer(to)) {
            return SAME_ORIGIN;
        }
        boolean sameSite =
                from.scheme().equals(to.scheme()) && site(from.host()).equals(site(to.host()));
        return sameSite ? SAME_SITE : CROSS_SITE;
    }

    /** The further from home the worse: what a chain of redirects makes of it. */
    public Relation worse(Relation other) {
        return compareTo(other) >= 0 ? this : other;
    }

    private static String site(String host) {
        boolean address = host.indexOf(':') >= 0 || Character.isDigit(host.charAt(host.length() - 1));
        if (address) {
            return host;
        }
        String[] labels = host.split("\\.", -1);
        int count = labels.length;
        int kept = count > 2 && labels[count - 1].length() == 2 && labels[count - 2].length() <= 3 ? 3 : 2;
        return String.join(".", Arrays.asList(labels).subList(Math.max(0, count - kept), count));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
