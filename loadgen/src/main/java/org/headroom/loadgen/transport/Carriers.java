package org.headroom.loadgen.transport;

/**
 * What carries the requests of visitors.
 *
 * @param tcp which library speaks h1 and h2
 * @param h3 which library speaks h3
 * @param h3Discovery visitors of h3 begin on h2 and find h3 by the site's Alt-Svc, as browsers do; false: they know it
 */
public record Carriers(TcpChoice tcp, H3Choice h3, boolean h3Discovery) {
    /** The fastest that run here; h3 from the first request. */
    public static final Carriers USUAL = new Carriers(TcpChoice.AUTO, H3Choice.AUTO, false);

    /** The same, with another library for h3. */
    public Carriers by(H3Choice other) {
        return new Carriers(tcp, other, h3Discovery);
    }
}
