package org.headroom.loadgen.browser;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.headroom.loadgen.transport.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Heads of answers for tests, written as a server sends them. */
public final class Heads {
    private Heads() {}

    /** A head with these headers, each {@code name: value}. */
    public static ResponseHead head(int status, String... headers) {
        Map<String, List<String>> values = new TreeMap<>();
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            values.merge(parts[0].toLowerCase(Locale.ROOT), List.of(parts[1]), Heads::both);
        }
        return ResponseHead.of(status, -1, new ResponseHead.Source() {
            @Override
            public @Nullable CharSequence first(String name) {
                List<String> all = values.get(name);
                return all == null ? null : all.getFirst();
            }

            @Override
            public List<String> all(String name) {
                return values.getOrDefault(name, List.of());
            }
        });
    }

    private static List<String> both(List<String> before, List<String> more) {
        return Stream.concat(before.stream(), more.stream()).toList();
    }
}
