package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.X509ExtendedTrustManager;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.VisitorConnections;
import org.jspecify.annotations.Nullable;

/**
 * h1 (plain and TLS) and h2 (TLS, by ALPN) on Netty's event loops. Each visitor lives on one loop, so nothing of its own
 * needs a lock. Requests go out as given: no header is added, no redirect followed, no cookie kept. On h2 the first
 * requests go out with the connection's preface, as browsers send them, without waiting for the server's SETTINGS.
 *
 * <p>Loading the native libraries needs {@code --enable-native-access=ALL-UNNAMED}, or the JVM warns.
 */
public final class NettyTcpTransport implements Transport {
    private final Protocol protocol;
    private final int connectTimeoutMillis;
    private final ClientTls tls;
    private final EventLoopGroup loops;
    private final Class<? extends SocketChannel> channelClass;
    private final List<LoopState> states = new ArrayList<>();
    private final Set<TcpVisitor> visitors = ConcurrentHashMap.newKeySet();
    private final AtomicInteger visitorCount = new AtomicInteger();
    private final AtomicInteger sessionKeys = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();

    /** A transport for h1 or h2 by the native libraries that load here; its threads are daemons. */
    public NettyTcpTransport(Protocol protocol, X509ExtendedTrustManager trustManager, Duration connectTimeout) {
        this(protocol, trustManager, connectTimeout, true);
    }

    /** As the constructor, but as it is where no native library loads: by the JDK's sockets and TLS. */
    public static NettyTcpTransport pureJava(
            Protocol protocol, X509ExtendedTrustManager trustManager, Duration connectTimeout) {
        return new NettyTcpTransport(protocol, trustManager, connectTimeout, false);
    }

    private NettyTcpTransport(
            Protocol protocol, X509ExtendedTrustManager trustManager, Duration connectTimeout, boolean natives) {
        if (protocol == Protocol.H3) {
            throw new IllegalArgumentException("h1 and h2 are carried here, not h3");
        }
        Failures.prepare();
        this.protocol = protocol;
        this.connectTimeoutMillis = Math.toIntExact(connectTimeout.toMillis());
        this.tls = new ClientTls(protocol, trustManager, natives && isNative());
        Sockets sockets = new Sockets(natives);
        this.channelClass = sockets.channel();
        this.loops = sockets.loops(Runtime.getRuntime().availableProcessors(), "netty-" + protocol.label());
        for (EventExecutor loop : loops) {
            states.add(LoopState.of((EventLoop) loop));
        }
    }

    /** Whether the native TLS library loads here; the transport works without it too, at several times the cost. */
    public static boolean isNative() {
        return OpenSsl.isAvailable();
    }

    /** Why it does not; null when it does. */
    public static @Nullable String notNativeReason() {
        Throwable cause = OpenSsl.unavailabilityCause();
        return cause == null ? null : String.valueOf(cause);
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public String name() {
        return "netty";
    }

    @Override
    public VisitorConnections newVisitor() {
        LoopState state = states.get(Math.floorMod(visitorCount.getAndIncrement(), states.size()));
        TcpVisitor visitor = new TcpVisitor(this, state);
        visitors.add(visitor);
        return visitor;
    }

    @Override
    public long openConnections() {
        return opened.sum() - closed.sum();
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        visitors.forEach(TcpVisitor::close);
        boolean ended = loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
        if (ended) {
            tls.close();
        }
    }

    ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    Class<? extends SocketChannel> channelClass() {
        return channelClass;
    }

    int connectTimeoutMillis() {
        return connectTimeoutMillis;
    }

    ClientTls tls() {
        return tls;
    }

    int nextSessionKey() {
        return sessionKeys.incrementAndGet();
    }

    void connectionOpened() {
        opened.increment();
    }

    void connectionClosed() {
        closed.increment();
    }

    void gone(TcpVisitor visitor) {
        visitors.remove(visitor);
    }
}
