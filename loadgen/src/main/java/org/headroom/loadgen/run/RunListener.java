package org.headroom.loadgen.run;

import java.time.Duration;
import java.util.List;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;

/** Hears how a run goes on, about once a second. */
public interface RunListener {
    /** A protocol's turn begins. */
    void protocolStarted(Protocol protocol, String transport, Duration planned);

    /** Load that is measured apart goes before it, for about so long. */
    default void warmingUp(Protocol protocol, Duration length) {}

    /** How far it is. */
    void progress(Protocol protocol, Duration elapsed, ProtocolRecorder.Progress progress, long openConnections);

    /** What the transport of a turn that is over has to say to the user, see {@link Transport#notes()}. */
    default void notes(Protocol protocol, List<String> notes) {}

    /** Arrivals have ended; pages under way are being waited for. */
    void draining(Protocol protocol);
}
