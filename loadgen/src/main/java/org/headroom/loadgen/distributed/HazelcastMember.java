package org.headroom.loadgen.distributed;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.RingbufferConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.instance.ProtocolType;
import com.hazelcast.ringbuffer.Ringbuffer;
import com.hazelcast.ringbuffer.StaleSequenceException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An injector's end of the line: a Hazelcast member that is a cluster of its own. Coordinators are its clients. It joins
 * nobody, listens for clients at the given address only (for members at loopback, which Hazelcast insists on), and phones
 * nobody. What it does not do for clients: {@link HazelcastRules}.
 */
final class HazelcastMember implements AutoCloseable {
    private static final int MESSAGES_KEPT = 512;
    private static final int SECONDS_KEPT = 60;

    private final HazelcastInstance instance;
    private final Ringbuffer<byte[]> inbox;
    private long next;

    private HazelcastMember(HazelcastInstance instance) {
        this.instance = instance;
        this.inbox = instance.getRingbuffer(HazelcastLine.INBOX);
        this.next = inbox.tailSequence() + 1;
    }

    /** Listens. Throws IOException when it cannot, with a message for the user. */
    static HazelcastMember listen(InetSocketAddress address, String clusterName) throws IOException {
        try {
            return new HazelcastMember(start(HazelcastRules.apply(config(address, clusterName))));
        } catch (RuntimeException e) { // Hazelcast throws plain ones
            throw new IOException(
                    "cannot listen at " + address.getAddress().getHostAddress() + ":" + address.getPort()
                            + ": is the address this machine's, and the port free?",
                    e);
        }
    }

    /** Where Hazelcast does not find a class, it asks the loader that its threads have from the one that starts it. */
    private static HazelcastInstance start(Config config) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(config.getClassLoader());
        try {
            return Hazelcast.newHazelcastInstance(config);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Config config(InetSocketAddress address, String clusterName) {
        Config config = new Config()
                .setClusterName(clusterName)
                .setInstanceName("headroom-injector-" + UUID.randomUUID())
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty(
                        "hazelcast.prefer.ipv4.stack", String.valueOf(address.getAddress() instanceof Inet4Address))
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                // One small ring buffer or two: one partition and few threads, beside the load.
                .setProperty("hazelcast.partition.count", "1")
                .setProperty("hazelcast.operation.thread.count", "2")
                .setProperty("hazelcast.operation.generic.thread.count", "2")
                .setProperty("hazelcast.io.thread.count", "1")
                .setProperty("hazelcast.event.thread.count", "1");
        config.getMetricsConfig().setEnabled(false);
        for (String name : List.of(HazelcastLine.INBOX, HazelcastLine.OUTBOXES + "*")) {
            config.addRingBufferConfig(new RingbufferConfig(name)
                    .setCapacity(MESSAGES_KEPT)
                    .setTimeToLiveSeconds(SECONDS_KEPT)
                    .setBackupCount(0));
        }
        AdvancedNetworkConfig network = config.getAdvancedNetworkConfig().setEnabled(true);
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(false);
        network.setMemberEndpointConfig(endpoint(ProtocolType.MEMBER, "127.0.0.1", 0));
        network.setClientEndpointConfig(
                endpoint(ProtocolType.CLIENT, address.getAddress().getHostAddress(), address.getPort()));
        return config;
    }

    private static ServerSocketEndpointConfig endpoint(ProtocolType type, String address, int port) {
        ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
        endpoint.setProtocolType(type);
        endpoint.setPort(port);
        endpoint.setPortAutoIncrement(false);
        endpoint.getInterfaces().setEnabled(true).addInterface(address);
        return endpoint;
    }

    /**
     * The next message of anybody; waits for it. Empty when the line is closed. Any RuntimeException of Hazelcast's: not
     * this time. One thread only.
     */
    Optional<byte[]> receive() throws InterruptedException {
        while (true) {
            try {
                byte[] message = inbox.readOne(next);
                next++;
                return Optional.of(message);
            } catch (StaleSequenceException e) {
                next = e.getHeadSeq();
            } catch (HazelcastInstanceNotActiveException _) {
                return Optional.empty();
            }
        }
    }

    /** Puts a message where the session's coordinator reads. */
    void send(SessionId session, byte[] message) {
        try {
            instance.<byte[]>getRingbuffer(HazelcastLine.outbox(session)).add(message);
        } catch (HazelcastInstanceNotActiveException _) {
            // Closed: nobody reads any more.
        }
    }

    /** Forgets what a session's coordinator has not read. */
    void forget(SessionId session) {
        try {
            instance.getRingbuffer(HazelcastLine.outbox(session)).destroy();
        } catch (HazelcastInstanceNotActiveException _) {
            // Closed: all is forgotten.
        }
    }

    @Override
    public void close() {
        instance.getLifecycleService().terminate();
    }
}
