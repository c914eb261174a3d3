package org.headroom.loadgen.transport;

import java.io.IOException;
import org.headroom.loadgen.transport.tcp.NettyTcpTransport;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;

/** Where no native library loads. */
final class NettyPureJavaH2BadDaysTest extends H2BadDaysContract {
    @Override
    Transport create(TrustPolicy trust) throws IOException {
        return NettyTcpTransport.pureJava(Protocol.H2, TrustManagers.of(trust), PATIENCE);
    }
}
