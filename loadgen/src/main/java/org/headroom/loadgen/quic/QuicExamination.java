package org.headroom.loadgen.quic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.X509ExtendedTrustManager;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;

/**
 * Examines a server's QUIC by a handful of connections: at most 15 for the whole examination of a name at an address, 5
 * for a look. Every step has its own deadline.
 */
public final class QuicExamination {
    private static final int HANDSHAKES = 5;
    private static final int HANDSHAKES_OF_LOOK = 3;

    private final TrustPolicy trust;
    private final X509ExtendedTrustManager trustManager;
    private final String path;
    private final Duration timeout;
    private final RandomGenerator random;
    private Optional<Exchange> first = Optional.empty();

    /**
     * An examination.
     *
     * @param path of what is requested, begins with {@code /}
     * @param timeout of each connection and each answer
     * @throws IOException when the trust policy's CA file cannot be read
     */
    public QuicExamination(TrustPolicy trust, String path, Duration timeout, RandomGenerator random)
            throws IOException {
        this.trust = trust;
        this.trustManager = TrustManagers.of(trust);
        this.path = path;
        this.timeout = timeout;
        this.random = random;
    }

    /** Everything about a name at an address; the first one's page is what those of further names are compared with. */
    public HostFindings whole(String host, InetSocketAddress address) throws IOException, InterruptedException {
        return examine(host, address, true);
    }

    /** Only what a browser needs: another address of the name, or another name at the same address. */
    public HostFindings look(String host, InetSocketAddress address) throws IOException, InterruptedException {
        return examine(host, address, false);
    }

    private HostFindings examine(String name, InetSocketAddress address, boolean whole)
            throws IOException, InterruptedException {
        QuicHost host = new QuicHost(name, address, path, timeout);
        VersionProbe.Answer udp = VersionProbe.ask(host, random);
        Handshakes handshakes = Handshakes.of(host, trustManager, whole ? HANDSHAKES : HANDSHAKES_OF_LOOK);
        goOn();
        TcpAnswer tcp = TcpAnswer.of(host, trust);
        List<Finding> findings = new ArrayList<>();
        findings.add(Reachability.of(host, handshakes, udp));
        findings.add(CertificateVerdict.of(
                name, handshakes.chain(), handshakes.refusal(), !(trust instanceof TrustPolicy.Insecure)));
        findings.add(SameAnswer.of(handshakes, tcp, first));
        findings.add(Advertisement.of(host, tcp));
        if (whole) {
            findings.add(udp.finding());
            findings.add(RetryVerdict.of(handshakes));
            if (handshakes.any()) {
                goOn();
                findings.addAll(ResumptionProbe.of(host));
                goOn();
                findings.add(MigrationProbe.of(host));
            }
        }
        goOn();
        if (first.isEmpty()) {
            first = handshakes.answer();
        }
        return new HostFindings(name, address, udp.heard() || handshakes.heard() || tcp.heard(), findings);
    }

    private static void goOn() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
