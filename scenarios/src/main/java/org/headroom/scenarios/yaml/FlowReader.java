package org.headroom.scenarios.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.scenarios.model.PageFlow;

/** What makes a page more than a document to look at. */
final class FlowReader {
    static final String PLAIN_HTTP = "http";

    private FlowReader() {}

    static PageFlow read(Section page) {
        boolean plain = plainHttp(page);
        return plain ? new PageFlow(true, Optional.empty(), List.of(), Map.of()) : PageFlow.NONE;
    }

    private static boolean plainHttp(Section page) {
        Optional<Value> start = page.optional("start");
        Optional<String> scheme = start.flatMap(Value::text);
        scheme.filter(text -> !text.equals(PLAIN_HTTP))
                .ifPresent(text -> start.orElseThrow()
                        .problem("must be http, for visitors who begin at port 80; without it they begin as --target"
                                + " says"));
        return scheme.filter(PLAIN_HTTP::equals).isPresent();
    }
}
