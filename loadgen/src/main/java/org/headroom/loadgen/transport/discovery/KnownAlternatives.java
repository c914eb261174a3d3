package org.headroom.loadgen.transport.discovery;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.loadgen.transport.AltSvc;

/** What the visitors of a run have been told about h3, by origin: returning visitors remember it as long as they may. */
final class KnownAlternatives {
    private final Map<Origin, AltSvc> byOrigin = new ConcurrentHashMap<>();

    void learn(Origin origin, Optional<AltSvc> told) {
        told.ifPresentOrElse(service -> byOrigin.put(origin, service), () -> byOrigin.remove(origin));
    }

    /** What somebody still knows who was told so long ago. */
    Optional<AltSvc> after(Duration away, Origin origin) {
        return Optional.ofNullable(byOrigin.get(origin)).filter(service -> away.toSeconds() < service.maxAgeSeconds());
    }
}
