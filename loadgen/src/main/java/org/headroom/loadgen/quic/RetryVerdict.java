package org.headroom.loadgen.quic;

/** Whether the server has clients prove their address first. */
final class RetryVerdict {
    private static final String PROBE = "retry";

    private RetryVerdict() {}

    static Finding of(Handshakes handshakes) {
        if (handshakes.retried() == 0) {
            return handshakes.any()
                    ? Finding.doesNot(
                            PROBE,
                            false,
                            "the server asks for no proof of address: a round trip saved, and amplification is limited"
                                    + " by QUIC itself",
                            "under a flood of forged addresses: nginx `quic_retry on;`")
                    : Finding.notTold(PROBE, false, "no handshake");
        }
        if (!handshakes.any()) {
            return Finding.doesNot(
                    PROBE,
                    true,
                    "the server asks for it (Retry), and the handshake does not survive it",
                    "nginx: with several workers or proxies behind one address, `quic_host_key` must be one file for all;"
                            + " else `quic_retry off;`");
        }
        return Finding.works(
                PROBE,
                false,
                "the server asks for proof of address (Retry), the handshake survives it: one round trip more for each"
                        + " new visitor");
    }
}
