package org.headroom.loadgen.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.headroom.scenarios.endpoint.TrustPolicy;

/** Opens more visitors at once than there are descriptors, and prints what became of their requests. */
final class ManyVisitors {
    private static final int VISITORS = 500;

    private ManyVisitors() {}

    public static void main(String[] arguments) throws Exception {
        Protocol protocol = Protocol.valueOf(arguments[0]);
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[2]));
        Duration timeout = Duration.ofSeconds(20);
        TreeSet<String> kinds = new TreeSet<>();
        try (Transport transport = Transports.create(
                protocol,
                TcpChoice.valueOf(arguments[1].toUpperCase(Locale.ROOT)),
                H3Choice.AUTO,
                new TrustPolicy.Insecure(),
                timeout)) {
            // Opens the jars that are needed while there are descriptors for them.
            try (VisitorConnections first = transport.newVisitor()) {
                kinds.add(told(
                        TransportFixture.send(first, address, "/fine", timeout).await()));
            }
            List<VisitorConnections> visitors = new ArrayList<>();
            List<RecordingListener> listeners = new ArrayList<>();
            for (int i = 0; i < VISITORS; i++) {
                VisitorConnections visitor = transport.newVisitor();
                visitors.add(visitor);
                listeners.add(TransportFixture.send(visitor, address, "/fine", timeout));
            }
            listeners.forEach(listener -> kinds.add(told(listener.await())));
            visitors.forEach(VisitorConnections::close);
            long end = System.nanoTime() + timeout.toNanos();
            while (transport.openConnections() > 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            VisitorConnections late = transport.newVisitor();
            String after =
                    told(TransportFixture.send(late, address, "/fine", timeout).await());
            late.close();
            while (transport.openConnections() > 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            kinds.forEach(System.out::println);
            System.out.println("after: " + after + ", " + transport.openConnections() + " connections left");
        }
        System.exit(0);
    }

    private static String told(Exchange exchange) {
        return switch (exchange.outcome()) {
            case Outcome.Answered(int status) -> "answered " + status;
            case Outcome.Failed(FailureKind kind, String detail) -> kind.label() + ": " + detail;
        };
    }
}
