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

    @Test
    void readsAnswersOfAnyLength() {
        for (int length = 1; length <= 20; length++) {
            assertThat(page("/x".repeat(length)).fetch(Duration.ofSeconds(10)))
                    .isEqualTo(new StatusPage.Body("x".repeat(length)));
        }
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
        String path = params.getOrDefault("SCRIPT_NAME", "");
        Answer answer = path.startsWith("/x") ? new Answer(200, "x".repeat(path.length() / 2)) : answer(path);
        return "Status: " + answer.status() + " x\r\nContent-Type: application/json\r\n\r\n" + answer.text();
    }
}
