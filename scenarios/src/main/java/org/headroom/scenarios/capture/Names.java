package org.headroom.scenarios.capture;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.headroom.scenarios.endpoint.WebUrl;

/** Gives out names that scenario files allow, in the order of asking: the same pages get the same names. */
final class Names {
    private static final int LONGEST = 60;

    private final Set<String> taken = new HashSet<>();

    /** Keeps a name from being given out. */
    Names reserve(String name) {
        taken.add(name);
        return this;
    }

    /** A name that resembles the text; numbered when it was given out before. */
    String of(String text, String standard) {
        String slug = slug(text);
        String base = slug.isEmpty() ? standard : slug;
        String name = base;
        for (int number = 2; !taken.add(name); number++) {
            name = base + "-" + number;
        }
        return name;
    }

    private static String slug(String text) {
        String plain = text.toLowerCase(Locale.ROOT)
                .replaceAll("%[0-9a-f]{2}", "-")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST).replaceAll("-+$", "");
    }

    /** What a resource is called after: its file, or the last folder. */
    static String fileName(WebUrl url) {
        String path = url.plainPath().replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** What a page is called after: {@code front} for the root, else its last folder, else its query. */
    static String pageName(WebUrl url) {
        String file = fileName(url).replaceAll("\\.(html?|php)$", "");
        int query = url.path().indexOf('?');
        String ask = query < 0 ? "" : url.path().substring(query + 1);
        boolean root = file.isEmpty() || file.equals("index");
        return root && ask.isEmpty() ? "front" : root ? ask : ask.isEmpty() ? file : file + "-" + ask;
    }
}
