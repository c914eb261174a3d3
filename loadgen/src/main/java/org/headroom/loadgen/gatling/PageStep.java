package org.headroom.loadgen.gatling;

import io.gatling.javaapi.core.ActionBuilder;
import org.headroom.loadgen.transport.Protocol;
import org.jspecify.annotations.Nullable;

/** A page to load: give it to {@code exec}. */
public final class PageStep implements ActionBuilder {
    private final String page;
    private final @Nullable Protocol protocol;

    PageStep(String page, @Nullable Protocol protocol) {
        this.page = page;
        this.protocol = protocol;
    }

    /** Loads it over that protocol instead of the site's own. */
    public PageStep over(Protocol other) {
        return new PageStep(page, other);
    }

    @Override
    public io.gatling.core.action.builder.ActionBuilder asScala() {
        return SessionAction.builder((context, next) -> StepAction.of(context, page, protocol, next))
                .asScala();
    }
}
