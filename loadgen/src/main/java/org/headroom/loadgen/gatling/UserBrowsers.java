package org.headroom.loadgen.gatling;

import io.gatling.core.session.Session;
import java.util.EnumMap;
import java.util.Map;
import org.headroom.loadgen.page.Visitor;
import org.headroom.loadgen.transport.Protocol;

/** The browsers of one virtual user, one a protocol, opened at its first page; kept in the Gatling session. */
final class UserBrowsers implements AutoCloseable {
    static final String ATTRIBUTE = "headroomBrowsers";

    private final SiteComponents components;
    private final Map<Protocol, Visitor> open = new EnumMap<>(Protocol.class);

    UserBrowsers(SiteComponents components) {
        this.components = components;
    }

    static UserBrowsers of(Session session) {
        return (UserBrowsers) session.attributes().apply(ATTRIBUTE);
    }

    synchronized Visitor over(Protocol protocol) {
        return open.computeIfAbsent(protocol, components::open);
    }

    @Override
    public synchronized void close() {
        open.values().forEach(Visitor::close);
        open.clear();
    }
}
