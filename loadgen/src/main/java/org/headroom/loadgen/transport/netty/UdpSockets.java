package org.headroom.loadgen.transport.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One UDP socket and event loop for each core, shared by the connections of all visitors. By epoll, a burst of
 * datagrams is read and written in one system call each; where epoll's native library does not load, by NIO.
 */
final class UdpSockets implements AutoCloseable {
    /** More than a burst for a thousand connections between two turns of a loop. */
    static final int WANTED_BUFFER_BYTES = 4 * 1024 * 1024;
    /** What a server may send in one datagram: an Ethernet frame's worth, as browsers allow. */
    static final int MOST_PAYLOAD_BYTES = 1472;

    private static final int SLOT_BYTES = 1536;
    private static final int DATAGRAMS_A_READ = 40;
    /** Reads before a loop turns to sending again. */
    private static final int MOST_DATAGRAMS_A_TURN = 400;

    private final EventLoopGroup loops;
    private final List<Channel> sockets = new ArrayList<>();
    private final Set<Integer> ports;
    private final int grantedBytes;
    private final AtomicLong lastDrops = new AtomicLong();

    /** Binds the sockets; {@code codec} makes the QUIC codec of each. */
    UdpSockets(int count, Supplier<ChannelHandler> codec) {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        loops = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("netty-h3", true), io);
        for (int i = 0; i < count; i++) {
            sockets.add(bootstrap(epoll)
                    .group(loops.next())
                    .handler(codec.get())
                    .bind(0)
                    .syncUninterruptibly()
                    .channel());
        }
        ports = sockets.stream()
                .map(socket -> ((InetSocketAddress) socket.localAddress()).getPort())
                .collect(Collectors.toUnmodifiableSet());
        // Linux tells twice what it grants, to cover its own bookkeeping.
        grantedBytes = sockets.stream()
                .mapToInt(socket -> Objects.requireNonNull(socket.config().getOption(ChannelOption.SO_RCVBUF)) / 2)
                .min()
                .orElseThrow();
    }

    private static Bootstrap bootstrap(boolean epoll) {
        Bootstrap bootstrap = new Bootstrap()
                .option(ChannelOption.SO_RCVBUF, WANTED_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, WANTED_BUFFER_BYTES);
        if (!epoll) {
            return bootstrap.channel(NioDatagramChannel.class);
        }
        FixedRecvByteBufAllocator burst = new FixedRecvByteBufAllocator(DATAGRAMS_A_READ * SLOT_BYTES);
        burst.maxMessagesPerRead(MOST_DATAGRAMS_A_TURN);
        return bootstrap
                .channel(EpollDatagramChannel.class)
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, SLOT_BYTES)
                .option(ChannelOption.RECVBUF_ALLOCATOR, burst);
    }

    /** The socket of the visitor with that number. */
    Channel of(int number) {
        return sockets.get(Math.floorMod(number, sockets.size()));
    }

    /** Datagrams that the kernel dropped because a socket's buffer was full; what it was last when the sockets are gone. */
    long drops() {
        return lastDrops.accumulateAndGet(UdpDrops.of(ports), Math::max);
    }

    /** What the user should know of the sockets; one line each. */
    List<String> notes() {
        if (grantedBytes >= WANTED_BUFFER_BYTES) {
            return List.of();
        }
        return List.of(String.format(
                Locale.ROOT,
                "the kernel gave UDP sockets %d KiB of receive buffer of the %d KiB asked for: bursts of answers over"
                        + " h3 may be dropped (sysctl -w net.core.rmem_max=%d net.core.wmem_max=%d)",
                grantedBytes / 1024,
                WANTED_BUFFER_BYTES / 1024,
                WANTED_BUFFER_BYTES,
                WANTED_BUFFER_BYTES));
    }

    @Override
    public void close() {
        long _ = drops();
        for (Channel socket : sockets) {
            var _ = socket.close();
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
