package org.headroom.loadgen.transport.lookup;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The name servers of this machine, asked anew for every name: nothing is cached here, as nothing is on the machine of
 * a new visitor. Names in the hosts file are not asked for.
 */
public final class NameServers implements AutoCloseable {
    /** What resolv.conf has unless it says otherwise. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventLoopGroup loop;
    private final DnsNameResolver resolver;

    /** Those of resolv.conf. */
    public NameServers() {
        this(DnsServerAddressStreamProviders.platformDefault(), PATIENCE);
    }

    NameServers(DnsServerAddressStreamProvider servers, Duration patience) {
        loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("name-servers", true), NioIoHandler.newFactory());
        resolver = new DnsNameResolverBuilder(loop.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class) // for answers that do not fit into a datagram
                .nameServerProvider(servers)
                .queryTimeoutMillis(patience.toMillis())
                .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                .build();
    }

    /**
     * Asks for a name.
     *
     * @param done told once, on a thread that must not be blocked: why there is no answer; empty: there is one
     */
    void lookUp(String host, Consumer<Optional<String>> done) {
        resolver.resolveAll(host)
                .addListener((Future<List<InetAddress>> answer) -> done.accept(
                        answer.isSuccess()
                                ? Optional.empty()
                                : Optional.of(String.valueOf(answer.cause().getMessage()))));
    }

    /** Runs that later, on a thread that must not be blocked. */
    void later(Runnable what, long nanos) {
        var _ = loop.schedule(what, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        resolver.close();
        var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
