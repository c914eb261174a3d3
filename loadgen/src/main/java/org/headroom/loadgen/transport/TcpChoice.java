package org.headroom.loadgen.transport;

/** Which library speaks h1 and h2. */
public enum TcpChoice {
    /** Netty where its native TLS library loads, else Jetty. */
    AUTO,
    NETTY,
    JETTY
}
