package org.headroom.loadgen.gatling;

import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.protocol.ProtocolKey;
import io.gatling.core.session.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.headroom.loadgen.page.Browsers;
import org.headroom.loadgen.page.Destinations;
import org.headroom.loadgen.page.Families;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.page.PageReplayer;
import org.headroom.loadgen.page.PageTree;
import org.headroom.loadgen.page.Visitor;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.Transports;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.LoadPermission;
import scala.Function1;
import scala.runtime.BoxedUnit;

/** What a simulation's pages share: transports by protocol, made when a page first asks for one. */
final class SiteComponents implements ProtocolComponents {
    static final Key KEY = new Key();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final String USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) Headroom";

    private final SiteBuilder.Site site;
    private final LoadTarget target;
    private final ScheduledExecutorService pacer;
    private final List<Transport> transports = new ArrayList<>();
    private final Map<Protocol, Browsers> browsers = new EnumMap<>(Protocol.class);

    private SiteComponents(SiteBuilder.Site site, CoreComponents core) {
        this.site = site;
        this.target = target(site);
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("headroom-pacer-", 0).daemon().factory());
        timers.setRemoveOnCancelPolicy(true);
        this.pacer = timers;
        core.actorSystem().registerOnTermination(() -> {
            close();
            return BoxedUnit.UNIT;
        });
    }

    private static LoadTarget target(SiteBuilder.Site site) {
        AddressBook book = AddressBook.system(site.resolutions());
        LoadPermission permission = new LoadPermission(site.allowed(), List.of(), book);
        try {
            return switch (Destinations.of(
                    site.scenario().hosts(), site.target(), book, permission, Families::listens)) {
                case Destinations.Found(LoadTarget found, var _, var _) -> found;
                case Destinations.Refused(var reasons) ->
                    throw new IllegalArgumentException(
                            "no load was sent: " + String.join("; ", reasons) + " (in a simulation: .allow(\"HOST\"))");
            };
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The page of that name. */
    PageTree tree(String page) {
        return site.scenario().pages().stream()
                .filter(one -> one.name().equals(page))
                .findFirst()
                .map(PageTree::new)
                .orElseThrow(() -> new IllegalArgumentException("there is no page '" + page + "' in scenario "
                        + site.scenario().name() + "; there are "
                        + site.scenario().pages().stream()
                                .map(one -> "'" + one.name() + "'")
                                .toList()));
    }

    Protocol protocol() {
        return site.target().tls() ? site.protocol() : Protocol.H1;
    }

    PageReplayer replayer(StepObserver observer) {
        return new PageReplayer(target, site.limits(), observer, pacer, System::nanoTime, USER_AGENT);
    }

    /** A new browser. */
    synchronized Visitor open(Protocol protocol) {
        return browsers.computeIfAbsent(protocol, this::browsers).open();
    }

    private Browsers browsers(Protocol protocol) {
        try {
            Transport transport = Transports.forVisitors(protocol, Carriers.USUAL, site.trust(), CONNECT_TIMEOUT);
            transports.add(transport);
            return new Browsers(transport, target);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private synchronized void close() {
        transports.forEach(Transport::close);
        pacer.shutdownNow();
    }

    @Override
    public Function1<Session, Session> onStart() {
        return session -> session.set(UserBrowsers.ATTRIBUTE, new UserBrowsers(this));
    }

    @Override
    public Function1<Session, BoxedUnit> onExit() {
        return session -> {
            UserBrowsers.of(session).close();
            return BoxedUnit.UNIT;
        };
    }

    /** How Gatling finds the components of a simulation. */
    static final class Key implements ProtocolKey<SiteBuilder.Site, SiteComponents> {
        @Override
        @SuppressWarnings("unchecked") // Scala's Class[Protocol] is the class of any protocol
        public Class<io.gatling.core.protocol.Protocol> protocolClass() {
            return (Class<io.gatling.core.protocol.Protocol>) (Class<?>) SiteBuilder.Site.class;
        }

        @Override
        public SiteBuilder.Site defaultProtocolValue(GatlingConfiguration configuration) {
            throw new IllegalArgumentException(
                    "page(…) needs a site: add .protocols(wordpress(\"https://…\")) to setUp(…)");
        }

        @Override
        public Function1<SiteBuilder.Site, SiteComponents> newComponents(CoreComponents core) {
            return site -> new SiteComponents(site, core);
        }
    }
}
