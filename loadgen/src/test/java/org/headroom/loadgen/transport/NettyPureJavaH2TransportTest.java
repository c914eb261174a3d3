package org.headroom.loadgen.transport;

import java.io.IOException;
import java.time.Duration;
import org.headroom.loadgen.transport.tcp.NettyTcpTransport;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;

/** Where no native library loads. */
final class NettyPureJavaH2TransportTest extends H2Contract {
    @Override
    Transport create(TrustPolicy trust, Duration connectTimeout) throws IOException {
        return NettyTcpTransport.pureJava(Protocol.H2, TrustManagers.of(trust), connectTimeout);
    }
}
