package org.headroom.tuner.config.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.headroom.tuner.config.Trees;
import org.junit.jupiter.api.Test;

class QuicReuseportTest {
    private static List<String> notes(String workers, String... listens) {
        StringBuilder text = new StringBuilder("worker_processes " + workers + ";\nhttp {\n");
        for (String listen : listens) {
            text.append("server { listen 443 ssl;\n").append(listen).append(" }\n");
        }
        return notes(text + "}\n");
    }

    private static List<String> notes(String text) {
        return QuicReuseport.notes(
                NginxConfig.read(Trees.of("/etc/nginx/nginx.conf", text)).orElseThrow());
    }

    @Test
    void theFirstServerOfAnAddressIsToldWithTheLineToWrite() {
        assertThat(notes("auto", "listen 443 quic;", "listen 443 quic;"))
                .singleElement()
                .asString()
                .contains("worker_processes auto")
                .contains("at *:443")
                .contains("/etc/nginx/nginx.conf:4,")
                .endsWith("listen 443 quic reuseport;");
    }

    @Test
    void eachAddressIsItsOwn() {
        assertThat(notes(
                        "4",
                        "listen 443 quic reuseport; listen [::]:443 quic;",
                        "listen [::]:443 quic; listen *:443 quic;"))
                .singleElement()
                .asString()
                .contains("at [::]:443")
                .endsWith("listen [::]:443 quic reuseport;");
    }

    @Test
    void spellingsOfOneAddressAreOne() {
        assertThat(notes("2", "listen *:443 quic;", "listen 443 quic reuseport;", "listen 0.0.0.0:443 quic;"))
                .isEmpty();
        assertThat(notes("2", "listen 192.0.2.1 quic;", "listen 192.0.2.1:80 quic reuseport;"))
                .isEmpty();
    }

    @Test
    void whereALineHasOptionsOfTheSocketReuseportBelongsThere() {
        assertThat(notes("2", "listen 443 quic default_server;", "listen 443 quic rcvbuf=1m;"))
                .singleElement()
                .asString()
                .endsWith("listen 443 quic rcvbuf=1m reuseport;");
    }

    @Test
    void twiceIsRefusedByNginxAndSaid() {
        assertThat(notes("1", "listen 443 quic reuseport;", "listen 0.0.0.0:443 quic reuseport;"))
                .singleElement()
                .asString()
                .contains("refuses to start")
                .contains("/etc/nginx/nginx.conf:4, /etc/nginx/nginx.conf:6")
                .endsWith("leave it in /etc/nginx/nginx.conf:4 only");
    }

    @Test
    void oneWorkerNeedsNoneAndTcpNeither() {
        assertThat(notes("1", "listen 443 quic;")).isEmpty();
        assertThat(notes("http { server { listen 443 quic; } }")).isEmpty();
        assertThat(notes("auto", "listen 8443 ssl;")).isEmpty();
    }

    @Property(tries = 300)
    void whateverStandsThereIsReadWithoutAnError(
            @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String workers,
            @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String listen) {
        assertThat(notes(workers, "listen " + listen + " quic;")).isNotNull();
    }
}
