package org.headroom.loadgen.transport;

import java.io.IOException;
import org.headroom.loadgen.transport.jetty.JettyTransport;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;

final class JettyH2BadDaysTest extends H2BadDaysContract {
    @Override
    Transport create(TrustPolicy trust) throws IOException {
        return new JettyTransport(Protocol.H2, TrustManagers.of(trust), PATIENCE);
    }

    /** Jetty 12.1 rejects the last frame of such an answer and tells nobody. */
    @Override
    FailureKind shortBody() {
        return FailureKind.TIMEOUT;
    }
}
