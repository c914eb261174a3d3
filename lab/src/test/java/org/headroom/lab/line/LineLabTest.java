package org.headroom.lab.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import org.headroom.lab.process.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real lines between two network namespaces. Needs root and /dev/net/tun. */
@Tag("lab")
@Timeout(120)
final class LineLabTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BULK_BYTES = 20_000_000;

    @TempDir
    private Path directory;

    private TwoHosts hosts;

    @BeforeEach
    void network() {
        hosts = new TwoHosts(directory);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        hosts.close();
        assertThat(hosts.lineInterfaces()).isEmpty();
        assertThat(hosts.line.pid()).isEmpty();
    }

    @Test
    void theRoundTripTakesTheDelayTwice() throws Exception {
        hosts.line.slow(LineSettings.parse("delay=15ms"));

        double[] millis = roundTrips(60);

        assertThat(millis[0]).isGreaterThanOrEqualTo(30);
        assertThat(millis[30]).isLessThan(60);
    }

    @Test
    void aSlowLineThatIsSlowedAgainOnlyChanges() throws Exception {
        hosts.line.slow(LineSettings.NONE);
        Optional<Long> pid = hosts.line.pid();
        hosts.line.slow(LineSettings.parse("delay=20ms jitter=1ms"));

        assertThat(hosts.line.pid()).isEqualTo(pid);
        assertThat(roundTrips(5)[0]).isGreaterThanOrEqualTo(40);
        assertThat(hosts.line.statistics().settings()).isEqualTo(LineSettings.parse("delay=20ms jitter=1ms"));
    }

    @Test
    void framesAreLostAsOftenAsAsked() throws Exception {
        hosts.line.slow(LineSettings.NONE);
        roundTrips(1);
        hosts.line.slow(LineSettings.parse("loss=20%"));
        long before = entered();
        try (DatagramChannel sender = hosts.visitorUdp();
                DatagramChannel receiver = hosts.serverUdp()) {
            for (int i = 0; i < 3000; i++) {
                sender.send(ByteBuffer.wrap(new byte[100]), receiver.getLocalAddress());
            }
            assertThat(Waiting.until(PATIENCE, () -> entered() - before >= 3000))
                    .isTrue();
        }

        // Six standard deviations are 131.
        assertThat(hosts.line.statistics().outward().lost()).isBetween(469L, 731L);
    }

    private long entered() {
        DirectionStatistics outward = hosts.line.statistics().outward();
        return outward.frames() + outward.lost();
    }

    @Test
    void aRateBoundsWhatATransferGets() throws Exception {
        hosts.line.slow(LineSettings.parse("rate=8mbit"));

        long startNanos = System.nanoTime();
        transfer(2_000_000, _ -> {});
        double seconds = (System.nanoTime() - startNanos) / 1e9;

        // 2 MB are 16 Mbit; frames are larger than what they carry.
        assertThat(seconds).isBetween(2.0, 20.0);
    }

    @Test
    void aConnectionOutlivesSlowingAndMendingAndNothingIsChangedInIt() throws Exception {
        transfer(BULK_BYTES, sent -> {
            switch (sent) {
                case 4 -> hosts.line.slow(LineSettings.parse("delay=1ms rate=400mbit"));
                case 12 -> hosts.line.change(LineSettings.parse("delay=2ms jitter=1ms"));
                case 16 -> hosts.line.mend();
                default -> {}
            }
        });

        assertThat(hosts.line.isSlow()).isFalse();
        assertThat(hosts.lineInterfaces()).isEmpty();
        assertThat(hosts.masterOfPeer()).isEqualTo(hosts.bridge);
        assertThat(directory.resolve("line/line.sock")).doesNotExist();
        assertThat(directory.resolve("line/line.pid")).doesNotExist();
    }

    @Test
    void bulkPassesUnharmed() throws Exception {
        hosts.line.slow(LineSettings.NONE);

        transfer(BULK_BYTES, _ -> {});

        DirectionStatistics outward = hosts.line.statistics().outward();
        assertThat(outward.bytes()).isGreaterThan(BULK_BYTES);
        // The kernel cuts what it had merged, so no frame is larger than the MTU.
        assertThat(outward.bytes()).isLessThanOrEqualTo(outward.frames() * 1514);
    }

    @Test
    void aKilledLineIsMadeAnewOrMended() throws Exception {
        hosts.line.slow(LineSettings.parse("delay=5ms"));
        long first = hosts.line.pid().orElseThrow();
        killAndWait(first);
        assertThat(hosts.line.isSlow()).isFalse();

        hosts.line.slow(LineSettings.parse("delay=5ms"));
        assertThat(hosts.line.pid().orElseThrow()).isNotEqualTo(first);
        assertThat(roundTrips(3)[0]).isGreaterThanOrEqualTo(10);

        killAndWait(hosts.line.pid().orElseThrow());
        hosts.line.mend();
        assertThat(hosts.masterOfPeer()).isEqualTo(hosts.bridge);
        assertThat(roundTrips(3)).hasSize(3);
    }

    private void killAndWait(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        assertThat(Waiting.until(PATIENCE, () -> hosts.line.pid().isEmpty())).isTrue();
    }

    @Test
    void aRoamingVisitorIsSeenUnderAnotherAddressAndGoesOn() throws Exception {
        hosts.line.slow(LineSettings.parse("delay=1ms"));
        try (DatagramChannel visitor = hosts.visitorUdp();
                DatagramChannel server = hosts.serverUdp()) {
            visitor.socket().setSoTimeout((int) PATIENCE.toMillis());
            assertThat(seenFrom(visitor, server)).isEqualTo(hosts.visitorAddress());
            InetSocketAddress old = (InetSocketAddress) visitor.getLocalAddress();

            hosts.line.roam(Optional.of(Roaming.of(hosts.visitorAddress(), hosts.roamingAddress())));
            assertThat(seenFrom(visitor, server)).isEqualTo(hosts.roamingAddress());
            server.send(ByteBuffer.wrap(new byte[] {9}), old);
            assertThat(Waiting.until(
                            PATIENCE, () -> hosts.line.statistics().inward().stray() > 0))
                    .isTrue();

            hosts.line.roam(Optional.empty());
            assertThat(seenFrom(visitor, server)).isEqualTo(hosts.visitorAddress());
        }
    }

    /** The address from which the server sees a question, whose answer has reached the visitor. */
    private static String seenFrom(DatagramChannel visitor, DatagramChannel server) throws IOException {
        visitor.send(ByteBuffer.wrap(new byte[1000]), server.getLocalAddress());
        ByteBuffer question = ByteBuffer.allocate(2000);
        InetSocketAddress from = (InetSocketAddress) server.receive(question);
        assertThat(question.position()).isEqualTo(1000);
        server.send(ByteBuffer.wrap(new byte[] {1}), from);
        receive(visitor);
        return from.getAddress().getHostAddress();
    }

    private static void receive(DatagramChannel channel) throws IOException {
        channel.socket().receive(new java.net.DatagramPacket(new byte[2000], 2000));
    }

    @Test
    void aTcpConnectionDoesNotSurviveRoaming() throws Exception {
        hosts.line.slow(LineSettings.parse("delay=1ms"));
        try (ServerSocketChannel listening = hosts.listen();
                SocketChannel visitor = hosts.connect(listening);
                SocketChannel server = listening.accept()) {
            visitor.write(ByteBuffer.wrap(new byte[] {1}));
            assertThat(server.read(ByteBuffer.allocate(10))).isEqualTo(1);

            hosts.line.roam(Optional.of(Roaming.of(hosts.visitorAddress(), hosts.roamingAddress())));
            visitor.write(ByteBuffer.wrap(new byte[] {2}));
            server.socket().setSoTimeout(1500);

            assertThat(failureOf(() -> server.socket().getInputStream().read()))
                    .isInstanceOf(SocketTimeoutException.class);
            try (SocketChannel again = hosts.connect(listening);
                    SocketChannel accepted = listening.accept()) {
                again.write(ByteBuffer.wrap(new byte[] {3}));
                assertThat(accepted.read(ByteBuffer.allocate(10))).isEqualTo(1);
                assertThat(accepted.getRemoteAddress().toString()).contains(hosts.roamingAddress() + ":");
            }
        }
    }

    /** Work that may fail. */
    private interface Attempt {
        void run() throws Exception;
    }

    private static @Nullable Exception failureOf(Attempt attempt) {
        try {
            attempt.run();
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    /** Sorted, in milliseconds; the way is known to both hosts before the first is measured. */
    private double[] roundTrips(int count) throws Exception {
        double[] millis = new double[count];
        try (DatagramChannel visitor = hosts.visitorUdp();
                DatagramChannel server = hosts.serverUdp()) {
            visitor.socket().setSoTimeout((int) PATIENCE.toMillis());
            Thread.ofPlatform().daemon().start(() -> echo(server));
            for (int i = -2; i < count; i++) {
                long startNanos = System.nanoTime();
                visitor.send(ByteBuffer.wrap(new byte[64]), server.getLocalAddress());
                receive(visitor);
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - startNanos) / 1e6;
                }
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private static void echo(DatagramChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocate(2000);
        try {
            while (true) {
                var from = channel.receive(buffer.clear());
                channel.send(buffer.flip(), from);
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    /** What happens after so many of twenty parts have been sent. */
    private interface During {
        void sent(int parts);
    }

    /** Sends random bytes from the visitor to the server, whose check sum must be the same there. */
    private void transfer(int bytes, During during) throws Exception {
        try (ServerSocketChannel listening = hosts.listen();
                SocketChannel visitor = hosts.connect(listening);
                SocketChannel server = listening.accept()) {
            AtomicReference<@Nullable Long> received = new AtomicReference<>();
            Thread reader = Thread.ofPlatform().daemon().start(() -> received.set(sumOf(server)));
            CRC32 sum = new CRC32();
            byte[] part = new byte[bytes / 20];
            Random random = new Random(7);
            for (int i = 0; i < 20; i++) {
                random.nextBytes(part);
                sum.update(part);
                ByteBuffer buffer = ByteBuffer.wrap(part);
                while (buffer.hasRemaining()) {
                    visitor.write(buffer);
                }
                during.sent(i);
            }
            visitor.shutdownOutput();
            assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
            assertThat(received.get()).isEqualTo(sum.getValue());
        }
    }

    private static long sumOf(SocketChannel channel) {
        CRC32 sum = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        try {
            while (channel.read(buffer.clear()) >= 0) {
                sum.update(buffer.flip());
            }
        } catch (IOException _) {
            return -1;
        }
        return sum.getValue();
    }
}
