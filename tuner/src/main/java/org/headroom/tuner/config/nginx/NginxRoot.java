package org.headroom.tuner.config.nginx;

import java.util.List;
import org.headroom.tuner.config.text.Place;

/** The outermost block, which has no braces. */
final class NginxRoot {
    private NginxRoot() {}

    static NginxDirective of(String entry, List<NginxDirective> directives) {
        Place place = new Place(entry, 1, 0, 0, 0, 0);
        return new NginxDirective("main", List.of(), place, place, directives);
    }
}
