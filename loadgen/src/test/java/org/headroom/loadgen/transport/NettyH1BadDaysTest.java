package org.headroom.loadgen.transport;

import java.io.IOException;
import org.headroom.loadgen.transport.tcp.NettyTcpTransport;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

final class NettyH1BadDaysTest extends H1BadDaysContract {
    @Override
    Transport create(TrustPolicy trust) throws IOException {
        return new NettyTcpTransport(Protocol.H1, TrustManagers.of(trust), PATIENCE);
    }

    @Test
    void aBodyLongerThanAnnouncedBreaksTheProtocol() {
        assertFailed(of(BadDay.LONG_BODY, PATIENCE), FailureKind.PROTOCOL_ERROR);
    }

    @Test
    void aLimitOfOpenFilesIsOursAndNotTheTargets() throws Exception {
        assertThatALimitOfOpenFilesIsOursAndNotTheTargets();
    }
}
