package org.headroom.loadgen.transport;

/** Bad days of h1. */
abstract class H1BadDaysContract extends BadDaysContract {
    @Override
    FakeTlsServer serve(TestCertificate certificate) {
        return new FakeH1Server(certificate);
    }
}
