package org.headroom.loadgen.distributed;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names one conversation between a coordinator and an injector: 16 random bytes as hexadecimal digits. */
record SessionId(String hex) {
    static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static SessionId random() {
        return new SessionId(HexFormat.of().formatHex(fresh()));
    }

    /** A random number that is used once, as hexadecimal digits. */
    static String nonce() {
        return HexFormat.of().formatHex(fresh());
    }

    static SessionId of(byte[] bytes) {
        return new SessionId(HexFormat.of().formatHex(bytes));
    }

    private static byte[] fresh() {
        byte[] nonce = new byte[BYTES];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
