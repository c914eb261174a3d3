package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.Transports;
import org.headroom.scenarios.endpoint.TrustPolicy;

/**
 * How injectors make their transports.
 *
 * @param insecure certificates are not verified
 * @param caPem certificates to trust beside the system's, as PEM text; empty: none
 */
public record TransportSettings(Carriers carriers, boolean insecure, String caPem, Duration connectTimeout) {
    /** The settings of a run on this machine, as data that can travel: a CA file by its content. */
    public static TransportSettings of(Carriers carriers, TrustPolicy trust, Duration connectTimeout)
            throws IOException {
        return switch (trust) {
            case TrustPolicy.SystemTrust() -> new TransportSettings(carriers, false, "", connectTimeout);
            case TrustPolicy.Insecure() -> new TransportSettings(carriers, true, "", connectTimeout);
            case TrustPolicy.CaFile(Path pem) ->
                new TransportSettings(carriers, false, Files.readString(pem), connectTimeout);
        };
    }

    /** A transport for that protocol on this machine. */
    Transport create(Protocol protocol) throws IOException {
        if (insecure) {
            return Transports.forVisitors(protocol, carriers, new TrustPolicy.Insecure(), connectTimeout);
        }
        if (caPem.isEmpty()) {
            return Transports.forVisitors(protocol, carriers, new TrustPolicy.SystemTrust(), connectTimeout);
        }
        Path file = Files.createTempFile("headroom-ca", ".pem");
        try {
            Files.writeString(file, caPem);
            return Transports.forVisitors(protocol, carriers, new TrustPolicy.CaFile(file), connectTimeout);
        } finally {
            Files.delete(file);
        }
    }
}
