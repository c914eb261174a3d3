package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that coordinator and injectors share. Other keys are derived from it; itself it goes nowhere. */
public final class SharedKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int FEWEST_CHARACTERS = 32;
    private static final long MOST_BYTES = 4096;
    private static final String ADVICE = "make one with: (umask 077; openssl rand -hex 32 > FILE)";

    private final byte[] secret;

    private SharedKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Reads a key file; white space around the key does not count.
     *
     * @throws IllegalArgumentException when others may read the file or it holds no good key; the message is one line
     *     for the user
     * @throws IOException when it cannot be read
     */
    public static SharedKey read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.GROUP_READ)
                || permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
            throw new IllegalArgumentException(
                    file + " can be read or changed by others than its owner: chmod 600 " + file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(file + " is too long for a key; " + ADVICE);
        }
        return of(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString());
    }

    static SharedKey of(String text, String where) {
        String key = text.strip();
        if (key.length() < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException(
                    where + " holds less than " + FEWEST_CHARACTERS + " characters; " + ADVICE);
        }
        return new SharedKey(key.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A key for one purpose. */
    byte[] derive(String purpose, byte[]... parts) {
        Mac mac = mac(secret);
        mac.update(purpose.getBytes(StandardCharsets.UTF_8));
        for (byte[] part : parts) {
            mac.update((byte) 0);
            mac.update(part);
        }
        return mac.doFinal();
    }

    /**
     * The name under which Hazelcast lets clients in: who has another key is turned away before anything is read of
     * him. It travels in the clear, so it keeps out strangers and mistakes, not those who listen on the line.
     */
    String clusterName() {
        return "headroom-" + HexFormat.of().formatHex(derive("cluster name"));
    }

    static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "SharedKey";
    }
}
