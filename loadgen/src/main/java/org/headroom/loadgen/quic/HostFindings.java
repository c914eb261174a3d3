package org.headroom.loadgen.quic;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What came out for one name at one address.
 *
 * @param heard whether anything came back, over UDP or TCP
 */
public record HostFindings(String host, InetSocketAddress address, boolean heard, List<Finding> findings) {
    public HostFindings {
        findings = List.copyOf(findings);
    }

    /** Whether something that browsers need does not work. */
    public boolean isTrouble() {
        return findings.stream().anyMatch(Finding::isTrouble);
    }
}
