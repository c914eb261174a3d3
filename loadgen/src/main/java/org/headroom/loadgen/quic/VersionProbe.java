package org.headroom.loadgen.quic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Asks in a version that nobody knows; the answer also tells whether UDP passes at all. */
final class VersionProbe {
    private static final String PROBE = "versions";
    /** A datagram may get lost. */
    private static final int MOST_ASKED = 3;

    private static final int MOST_DATAGRAMS = 20;

    private VersionProbe() {}

    /**
     * What came back.
     *
     * @param heard whether any datagram came from there
     * @param closed whether the host said that nothing listens on that UDP port
     */
    record Answer(Optional<List<Integer>> versions, boolean heard, boolean closed, double milliseconds) {
        Finding finding() {
            if (versions.isEmpty()) {
                return heard
                        ? Finding.doesNot(
                                PROBE, false, "what came back is no Version Negotiation packet: is this QUIC?", "")
                        : Finding.notTold(PROBE, false, "no answer to a packet of an unknown version");
            }
            List<Integer> spoken = versions.get();
            String names = spoken.stream().map(VersionNegotiation::name).collect(Collectors.joining(", "));
            if (spoken.stream().noneMatch(VersionNegotiation::browsersSpeak)) {
                return Finding.doesNot(
                        PROBE,
                        true,
                        "the server speaks " + (names.isEmpty() ? "nothing" : names) + "; browsers need v1",
                        "a newer web server");
            }
            return Finding.works(PROBE, false, "asked in an unknown version, the server offers " + names)
                    .taking(milliseconds);
        }
    }

    static Answer ask(QuicHost host, RandomGenerator random) {
        VersionNegotiation negotiation = new VersionNegotiation(random);
        byte[] question = negotiation.question();
        boolean heard = false;
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(host.address());
            long each = host.timeout().toNanos() / MOST_ASKED;
            for (int asked = 0; asked < MOST_ASKED; asked++) {
                long start = System.nanoTime();
                socket.send(new DatagramPacket(question, question.length));
                for (int got = 0; got < MOST_DATAGRAMS; got++) {
                    Optional<byte[]> datagram = receive(socket, start + each);
                    if (datagram.isEmpty()) {
                        break;
                    }
                    heard = true;
                    Optional<List<Integer>> versions = negotiation.versions(datagram.get());
                    if (versions.isPresent()) {
                        return new Answer(versions, true, false, (System.nanoTime() - start) / 1e6);
                    }
                }
            }
            return new Answer(Optional.empty(), heard, false, 0);
        } catch (PortUnreachableException _) {
            return new Answer(Optional.empty(), heard, true, 0);
        } catch (IOException | java.io.UncheckedIOException _) {
            return new Answer(Optional.empty(), heard, false, 0);
        }
    }

    /** Empty when the time is over. */
    private static Optional<byte[]> receive(DatagramSocket socket, long deadlineNanos) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (left <= 0) {
            return Optional.empty();
        }
        socket.setSoTimeout((int) left);
        byte[] buffer = new byte[2048];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOf(buffer, packet.getLength()));
    }
}
