package org.headroom.probes.site.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509TrustManager;
import org.headroom.probes.site.SiteFetcher;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;

/**
 * Visits over Netty, all on one thread. Nothing is set up before the first visit needs it: a check that asks for no site
 * pays nothing.
 */
public final class NettySiteFetcher implements SiteFetcher {
    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("site", true), NioIoHandler.newFactory());
    private final TcpConnector tcp;
    private final QuicConnector quic;
    private final TrustChecks trust;

    public NettySiteFetcher(TrustPolicy policy) {
        try {
            X509TrustManager anything = TrustManagers.of(new TrustPolicy.Insecure());
            this.tcp = new TcpConnector(anything);
            this.quic = new QuicConnector(anything);
        } catch (IOException e) {
            throw new IllegalStateException("trust in everything needs no file", e);
        }
        this.trust = new TrustChecks(policy);
    }

    @Override
    public CompletableFuture<Visited> visit(Visit visit, Patience patience) {
        // A name may have to be looked up: not on the event loop.
        InetSocketAddress remote = new InetSocketAddress(visit.address(), visit.port());
        EventLoop loop = (EventLoop) loops.next();
        VisitTask task = new VisitTask(visit, remote, loop);
        try {
            loop.execute(() -> start(task, patience));
        } catch (RejectedExecutionException _) {
            task.fail(new Trouble(Trouble.Kind.OWN, "no more visits: closed"));
        }
        return task.result();
    }

    private void start(VisitTask task, Patience patience) {
        task.endAfter(patience);
        try {
            switch (task.visit().protocol()) {
                case PLAIN, H1, H2 -> tcp.start(task);
                case H3 -> quic.start(task);
            }
        } catch (RuntimeException | LinkageError e) {
            task.fail(new Trouble(Trouble.Kind.OWN, "it cannot be tried here: " + e));
        }
    }

    @Override
    public Optional<String> distrust(List<X509Certificate> chain) {
        return trust.distrust(chain);
    }

    @Override
    public void close() {
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
