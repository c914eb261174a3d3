package org.headroom.lab.line;

import java.net.Inet4Address;

/**
 * A host that has changed its network: it still believes that its address is {@code own}, and everybody else sees
 * {@code seen}, which must be free and within the network of its peers, so that they find it by ARP.
 */
public record Roaming(Inet4Address own, Inet4Address seen) {
    public Roaming {
        if (own.equals(seen)) {
            throw new IllegalArgumentException("a host that keeps its address does not roam: " + own);
        }
    }

    /** From two addresses in numbers and dots. */
    public static Roaming of(String own, String seen) {
        return new Roaming(Inet4Address.ofLiteral(own), Inet4Address.ofLiteral(seen));
    }

    /** The two addresses, as {@link #of} takes them, with a blank between them. */
    @Override
    public String toString() {
        return own.getHostAddress() + " " + seen.getHostAddress();
    }
}
