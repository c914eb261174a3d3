package org.headroom.loadgen.run;

import java.time.Duration;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.transport.Protocol;

/** Hears how a run goes on, about once a second. */
public interface RunListener {
    /** A protocol's turn begins. */
    void protocolStarted(Protocol protocol, String transport, Duration planned);

    /** Load that is measured apart goes before it, for about so long. */
    default void warmingUp(Protocol protocol, Duration length) {}

    /** How far it is. */
    void progress(Protocol protocol, Duration elapsed, ProtocolRecorder.Progress progress, long openConnections);

    /** Arrivals have ended; pages under way are being waited for. */
    void draining(Protocol protocol);
}
