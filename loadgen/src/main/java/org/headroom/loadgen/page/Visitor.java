package org.headroom.loadgen.page;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.loadgen.browser.BrowserCache;
import org.headroom.loadgen.browser.CookieJar;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.scenarios.endpoint.WebUrl;
import org.jspecify.annotations.Nullable;

/** One browser: its connections, cache and cookies, and the address that it picked for each host. */
public final class Visitor implements AutoCloseable {
    private final VisitorConnections connections;
    private final boolean prioritises;
    private final Map<String, InetSocketAddress> addresses;
    private final Map<String, InetSocketAddress> beside;
    private final BrowserCache cache;
    private final CookieJar cookies = new CookieJar();
    private final VisitorValues values;
    private final Runnable whenItLeavesHappy;
    private final AtomicInteger pagesUnderWay = new AtomicInteger();
    private final AtomicBoolean leavingTold = new AtomicBoolean();
    private volatile @Nullable Runnable leaving;
    private volatile boolean metFailure;
    private volatile boolean sawPage;
    private volatile @Nullable WebUrl lastPage;

    Visitor(
            VisitorConnections connections,
            boolean prioritises,
            Map<String, InetSocketAddress> addresses,
            Map<String, InetSocketAddress> beside,
            BrowserCache cache,
            VisitorValues values,
            Runnable whenItLeavesHappy) {
        this.connections = connections;
        this.prioritises = prioritises;
        this.addresses = Map.copyOf(addresses);
        this.beside = Map.copyOf(beside);
        this.cache = cache;
        this.values = values;
        this.whenItLeavesHappy = whenItLeavesHappy;
    }

    VisitorConnections connections() {
        return connections;
    }

    /** Whether its protocol has priorities: h1 has none. */
    boolean prioritises() {
        return prioritises;
    }

    BrowserCache cache() {
        return cache;
    }

    VisitorValues values() {
        return values;
    }

    CookieJar cookies() {
        return cookies;
    }

    /** Whether it was here before: it came with a warm cache. */
    public boolean returning() {
        return cache.warm();
    }

    InetSocketAddress address(String hostAlias) {
        InetSocketAddress address = addresses.get(hostAlias);
        if (address == null) {
            throw new IllegalArgumentException("no address for host alias " + hostAlias);
        }
        return address;
    }

    /** The address of a host for a port that may be another than the target's. */
    InetSocketAddress address(String hostAlias, int port) {
        InetSocketAddress usual = address(hostAlias);
        if (usual.getPort() == port) {
            return usual;
        }
        InetSocketAddress apart = beside.get(hostAlias);
        if (apart != null && apart.getPort() == port) {
            return apart;
        }
        return usual.isUnresolved()
                ? InetSocketAddress.createUnresolved(usual.getHostString(), port)
                : new InetSocketAddress(usual.getAddress(), port);
    }

    /** The page from which the visitor goes to the next one; empty: it types the next URL. */
    Optional<WebUrl> lastPage() {
        return Optional.ofNullable(lastPage);
    }

    /** The visitor sees a page; it can be left for the next. */
    void pageLoaded(Optional<WebUrl> url) {
        url.ifPresent(seen -> lastPage = seen);
    }

    /** Nothing of a page is left to load. */
    void pageOver(boolean good) {
        sawPage = true;
        if (!good) {
            metFailure = true;
        }
    }

    /** After all has been told of a page that is over. */
    void pageTold() {
        pagesUnderWay.decrementAndGet();
        closeIfQuiet();
    }

    void pageBegins() {
        pagesUnderWay.incrementAndGet();
    }

    /** Closes the browser when its pages have got all that they ask for behind the visitor's back. */
    public void closeWhenQuiet(Runnable whenClosed) {
        leaving = whenClosed;
        closeIfQuiet();
    }

    private void closeIfQuiet() {
        Runnable whenClosed = leaving;
        if (whenClosed != null && pagesUnderWay.get() == 0 && leavingTold.compareAndSet(false, true)) {
            close();
            whenClosed.run();
        }
    }

    @Override
    public void close() {
        if (sawPage && !metFailure) {
            whenItLeavesHappy.run();
        }
        connections.close();
    }
}
