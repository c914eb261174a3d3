package org.headroom.loadgen.transport;

/** Which library speaks h3. */
public enum H3Choice {
    /** Netty where its native library loads, else Kwik. */
    AUTO,
    NETTY,
    KWIK
}
