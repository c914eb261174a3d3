package org.headroom.tuner.config.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.headroom.tuner.config.Trees;
import org.headroom.tuner.config.text.Found;
import org.junit.jupiter.api.Test;

class NginxConfigTest {
    private final NginxConfig config = NginxConfig.read(Trees.redHat()).orElseThrow();

    @Test
    void readsBlocksAndIncludes() {
        assertThat(config.general("worker_processes").map(Found::value)).contains("4");
        assertThat(config.general("worker_connections").orElseThrow().place()).hasToString("/etc/nginx/nginx.conf:2");
        assertThat(config.quicListeners())
                .singleElement()
                .satisfies(listen -> assertThat(listen.has("reuseport")).isTrue());
        assertThat(config.sources().problems()).isEmpty();
    }

    @Test
    void findsTheUpstreamOfAnOriginByItsAddress() {
        assertThat(config.upstreamOf("192.0.2.11").map(Upstream::name)).contains("backend");
        assertThat(config.upstreamOf("192.0.2.12:80").map(Upstream::name)).contains("backend");
        assertThat(config.upstreamOf("192.0.2.1")).isEmpty();
        assertThat(config.upstreamOf("192.0.2.11:8080")).isEmpty();
    }

    @Test
    void knowsTheWaysToAnUpstreamAndWhatLimitsThem() {
        Upstream upstream = config.upstreamOf("192.0.2.11").orElseThrow();
        List<List<NginxDirective>> ways = config.waysTo(upstream);
        assertThat(ways).hasSize(2);
        assertThat(ways.getFirst())
                .extracting(NginxDirective::name)
                .containsExactly("main", "http", "server", "location");
        assertThat(config.readTimeouts(upstream))
                .extracting(NginxDirective::value)
                .containsExactly("1m");
    }

    @Test
    void luaIsNotTakenForConfiguration() {
        NginxConfig lua = nginx("""
                http { server {
                  content_by_lua_block { local t = { a = ";", b = {} } -- ;
                  } listen 80;
                } }
                worker_processes 2;
                """);
        assertThat(lua.general("worker_processes")).isPresent();
    }

    @Test
    void garbageIsAProblemAndTheRestIsRead() {
        NginxConfig broken = nginx("worker_processes 3; } { x; } ; include none.conf; http { server { listen 80");
        assertThat(broken.general("worker_processes").map(Found::value)).isEqualTo(Optional.of("3"));
        assertThat(broken.sources().problems()).hasSize(4);
    }

    private static NginxConfig nginx(String text) {
        return NginxConfig.read(Trees.of("/etc/nginx/nginx.conf", text)).orElseThrow();
    }
}
