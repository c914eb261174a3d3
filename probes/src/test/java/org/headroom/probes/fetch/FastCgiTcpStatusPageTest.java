package org.headroom.probes.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FastCgiTcpStatusPageTest extends StatusPageContract {
    private final FakeFpm fpm = FakeFpm.onTcp(this::respond);

    @Test
    void asksAsFpmWantsToBeAsked() {
        page("/fpm-status").fetch(Duration.ofSeconds(10));
        assertThat(fpm.requests().getFirst())
                .containsEntry("SCRIPT_NAME", "/fpm-status")
                .containsEntry("SCRIPT_FILENAME", "/fpm-status")
                .containsEntry("REQUEST_METHOD", "GET")
                .containsEntry("QUERY_STRING", "json");
    }

    /** A kept or spare connection keeps a child: FPM would have one less for the site, as long as the probe runs. */
    @Test
    void opensOneConnectionForEachRequestAndKeepsNone() {
        for (int i = 0; i < 5; i++) {
            page("/fpm-status").fetch(Duration.ofSeconds(10));
        }
        await().until(() -> fpm.openConnections() == 0);
        assertThat(fpm.acceptedConnections()).isEqualTo(5);
    }

    @Override
    StatusPage page(String path) {
        try {
            return client.fastCgi(FastCgiAddress.parse("127.0.0.1:" + fpm.port()), path, "json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    StatusPage nobody() {
        return client.fastCgi(FastCgiAddress.parse("127.0.0.1:1"), "/fpm-status", "json");
    }

    @Override
    void stopServer() throws IOException {
        fpm.close();
    }

    private String respond(Map<String, String> params) {
        Answer answer = answer(params.getOrDefault("SCRIPT_NAME", ""));
        return "Status: " + answer.status() + " x\r\nContent-Type: application/json\r\n\r\n" + answer.text();
    }
}
