package org.headroom.scenarios.endpoint;

import java.nio.file.Path;

/** Whose certificates count. */
public sealed interface TrustPolicy {
    /** The JVM's own trust store. */
    record SystemTrust() implements TrustPolicy {}

    /** The system's trust store and the CA certificates (PEM) in that file. */
    record CaFile(Path pem) implements TrustPolicy {}

    /** Nothing is verified: the user said {@code --insecure}. */
    record Insecure() implements TrustPolicy {}
}
