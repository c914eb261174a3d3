package org.headroom.loadgen.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Request headers in the making; names are lower case. */
public final class HeaderList {
    private final List<Map.Entry<String, String>> headers;

    HeaderList() {
        headers = new ArrayList<>();
    }

    /** Begins with those, and has room for the few that a request adds. */
    HeaderList(List<Map.Entry<String, String>> begin) {
        headers = new ArrayList<>(begin.size() + 4);
        headers.addAll(begin);
    }

    /** One more. */
    public void add(String name, String value) {
        headers.add(Map.entry(name, value));
    }

    HeaderList copy() {
        return new HeaderList(headers);
    }

    /** As they are now. */
    public List<Map.Entry<String, String>> toList() {
        return List.copyOf(headers);
    }
}
