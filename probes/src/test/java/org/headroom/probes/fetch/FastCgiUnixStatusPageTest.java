package org.headroom.probes.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FastCgiUnixStatusPageTest extends StatusPageContract {
    @TempDir
    private Path dir;

    private FakeFpm fpm;

    @BeforeEach
    void start() {
        fpm = FakeFpm.onUnix(dir.resolve("www.sock"), this::respond);
    }

    @Override
    StatusPage page(String path) {
        return client.fastCgi(new FastCgiAddress.Unix(dir.resolve("www.sock")), path, "json");
    }

    @Override
    StatusPage nobody() {
        return client.fastCgi(new FastCgiAddress.Unix(dir.resolve("nobody.sock")), "/fpm-status", "json");
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
