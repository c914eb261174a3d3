package org.headroom.tuner.apply;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What must be at a file's place for it to be replaced: else somebody has changed it since it was read. */
public sealed interface Expected {
    /** Whatever is there. */
    record Anything() implements Expected {}

    /** Nothing. */
    record Absent() implements Expected {}

    /**
     * A text.
     *
     * @param sha256 its digest in hexadecimal digits
     */
    record Text(String sha256) implements Expected {
        public Text {
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("not a SHA-256 digest: " + sha256);
            }
        }
    }

    /** That text. */
    static Expected text(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new Text(HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** As the installer reads it. */
    default String word() {
        return switch (this) {
            case Anything _ -> "any";
            case Absent _ -> "absent";
            case Text(String sha256) -> sha256;
        };
    }
}
