package org.headroom.tuner.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.headroom.tuner.config.Trees;
import org.junit.jupiter.api.Test;

class ApacheConfigTest {
    @Test
    void readsDebiansLayoutThroughItsLinks() {
        ApacheConfig config = ApacheConfig.read(Trees.debian()).orElseThrow();
        assertThat(config.mpm()).contains("event");
        assertThat(value(config, "MaxRequestWorkers")).isEqualTo("150");
        assertThat(config.ofServer("MaxRequestWorkers").orElseThrow().place())
                .hasToString("/etc/apache2/mods-available/mpm_event.conf:12");
        assertThat(value(config, "PidFile")).isEqualTo("/run/apache2/apache2.pid");
        assertThat(config.sources().problems()).isEmpty();
        assertThat(config.phpHandlers())
                .extracting(PhpHandler::host, PhpHandler::target)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("www.example.org", "/run/php/php8.4-fpm.sock"));
    }

    @Test
    void readsRedHatsLayoutRelativeToTheServerRoot() {
        ApacheConfig config = ApacheConfig.read(Trees.redHat()).orElseThrow();
        assertThat(config.mpm()).contains("event");
        assertThat(config.loads("proxy_module")).isTrue();
        assertThat(config.ofServer("ProxyTimeout")).isEmpty();
        assertThat(config.inSections("ProxyTimeout"))
                .singleElement()
                .satisfies(own -> assertThat(own.sections()).containsExactly("VirtualHost *:80"));
        assertThat(config.phpHandlers().stream().map(it -> it.host() + " " + it.target()))
                .containsExactly(" /run/php-fpm/www.sock", "shop.example.org 127.0.0.1:9000");
        assertThat(config.proxyWorkers().stream()
                        .map(it -> it.place() + " " + it.parameters().get("timeout")))
                .containsExactly("/etc/httpd/conf.d/php.conf:10 300", "/etc/httpd/conf.d/shop.conf:5 90");
        assertThat(config.sources().problems()).isEmpty();
    }

    @Test
    void theLastOneOfTheServerWinsWhereverItStands() {
        ApacheConfig config =
                apache("""
                MaxRequestWorkers 1
                Include extra
                <VirtualHost *:80>
                  ProxyTimeout 7
                </VirtualHost>
                """, "/etc/apache2/extra/b/z.conf", "MaxRequestWorkers 3\n", "/etc/apache2/extra/a.conf", """
                ProxyTimeout 5
                MaxRequestWorkers 2
                """);
        assertThat(value(config, "MaxRequestWorkers")).isEqualTo("3");
        assertThat(value(config, "ProxyTimeout")).isEqualTo("5");
    }

    @Test
    void conditionsAreDecidedByWhatWasReadBefore() {
        ApacheConfig config = apache("""
                <IfModule rewrite_module>
                  ThreadLimit 1
                </IfModule>
                LoadModule rewrite_module m.so
                LoadModule mpm_event_module m.so
                <IfModule mod_rewrite.c>
                  StartServers 2
                  <IfModule !event.c>
                    StartServers 3
                  </IfModule>
                </IfModule>
                Define BIG
                <IfDefine BIG>
                  ServerLimit 4
                </IfDefine>
                UnDefine BIG
                <IfDefine BIG>
                  ServerLimit 5
                </IfDefine>
                <IfVersion >= 2.4>
                  ListenBacklog 6
                </IfVersion>
                <IfVersion !>= 2.4.1>
                  ListenBacklog 7
                </IfVersion>
                <IfFile ports.conf>
                  Timeout 8
                </IfFile>
                """);
        assertThat(config.ofServer("ThreadLimit")).isEmpty();
        assertThat(value(config, "StartServers")).isEqualTo("2");
        assertThat(value(config, "ServerLimit")).isEqualTo("4");
        assertThat(value(config, "ListenBacklog")).isEqualTo("6");
        assertThat(config.ofServer("Timeout")).isEmpty();
    }

    @Test
    void aBackslashJoinsLinesAlsoInComments() {
        ApacheConfig config = apache("""
                # a comment \\
                ThreadLimit 77
                Thread\\
                Limit \\
                  88
                MaxClients "123"
                """);
        assertThat(value(config, "ThreadLimit")).isEqualTo("88");
        assertThat(config.ofServer("ThreadLimit").orElseThrow().place()).hasToString("/etc/apache2/apache2.conf:3");
        assertThat(value(config, "MaxRequestWorkers")).isEqualTo("123");
    }

    @Test
    void variablesAreFilledInAsTheyAreAtThatLine() {
        ApacheConfig config = apache("""
                Define N 111
                MaxRequestWorkers ${N}
                Define N 222
                ServerLimit ${UNKNOWN}
                """);
        assertThat(value(config, "MaxRequestWorkers")).isEqualTo("111");
        assertThat(value(config, "ServerLimit")).isEqualTo("${UNKNOWN}");
    }

    @Test
    void whatCannotBeReadIsAProblemWithItsPlace() {
        ApacheConfig config = apache("""
                Include missing.conf
                Include apache2.conf
                IncludeOptional also-missing/*.conf
                </Directory>
                <IfModule x>
                Use Something
                """, "/etc/apache2/ports.conf", "");
        assertThat(config.sources().problems())
                .containsExactly(
                        "/etc/apache2/apache2.conf:1: there is no missing.conf",
                        "/etc/apache2/apache2.conf:2: /etc/apache2/apache2.conf includes itself, or is included too deeply",
                        "/etc/apache2/apache2.conf:4: </Directory> closes nothing that is open",
                        "/etc/apache2/apache2.conf: <IfModule> is not closed");
    }

    private static ApacheConfig apache(String main, String... others) {
        List<String> all = new java.util.ArrayList<>(List.of("/etc/apache2/apache2.conf", main));
        all.addAll(List.of(others));
        return ApacheConfig.read(Trees.of(all.toArray(String[]::new))).orElseThrow();
    }

    private static String value(ApacheConfig config, String directive) {
        return config.ofServer(directive).orElseThrow().value();
    }
}
