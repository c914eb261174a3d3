package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.RunDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of several hosts with certificates of their own, reached through plain http, on a real nginx. */
@Tag("lab")
class SeveralHostsTest {
    private static final Map<String, String> NGINX_NAMES = Map.of("h1", "HTTP/1.1", "h2", "HTTP/2.0", "h3", "HTTP/3.0");

    @TempDir
    private Path directory;

    private CliRun load(SeveralHosts hosts, String protocols, String... more) throws Exception {
        Files.writeString(directory.resolve("site.yaml"), """
                schema: 1
                name: several-hosts
                hosts: { site: replaced.test, static: static.site.test, images: img.other.test }
                pages:
                  front:
                    path: /
                    start: http
                    resources:
                      - { id: style, kind: css, host: static, path: /style.css }
                      - { id: logo, kind: image, host: images, path: /logo.png }
                visits:
                  - { name: reader, share: 1, pages: [front] }
                """);
        List<String> arguments = new ArrayList<>(List.of("load", "site.yaml"));
        arguments.addAll(List.of("--target", "https://www.site.test:" + hosts.port()));
        arguments.addAll(List.of("--http-port", Integer.toString(hosts.httpPort())));
        arguments.addAll(List.of("--cacert", hosts.caFile().toString(), "--protocol", protocols));
        SeveralHosts.NAMES.forEach(
                name -> arguments.addAll(List.of("--resolve", name + ":" + hosts.port() + ":" + SeveralHosts.ADDRESS)));
        arguments.addAll(List.of("--rate", "5/s", "--ramp", "0s", "--warm-up", "0s", "--duration", "2s"));
        arguments.addAll(List.of("--out", "run"));
        arguments.addAll(List.of(more));
        CliRun run = new CliRun(directory);
        run.run(arguments.toArray(String[]::new));
        assertThat(directory.resolve("run/summary.json")).as(run.all()).exists();
        return run;
    }

    private static String plainHop(SeveralHosts hosts) {
        return "www.site.test:" + hosts.httpPort() + ":" + SeveralHosts.PLAIN_ADDRESS;
    }

    private List<ProtocolSummary> results() throws Exception {
        return new RunDirectory(directory.resolve("run")).read().summary().protocols();
    }

    @Test
    void everyHostAnswersWithItsOwnCertificateAndTheRedirectIsFollowedOverEachProtocol() throws Exception {
        try (SeveralHosts hosts =
                SeveralHosts.start(Files.createDirectory(directory.resolve("nginx")), SeveralHosts.NAMES)) {
            CliRun run = load(hosts, "all", "--resolve", plainHop(hosts));

            assertThat(results()).extracting(ProtocolSummary::protocol).containsExactly("h1", "h2", "h3");
            for (ProtocolSummary protocol : results()) {
                long pages = protocol.pages().count();
                assertThat(pages).as(run.all()).isGreaterThanOrEqualTo(10);
                assertThat(protocol.pages().failed())
                        .as(protocol.failureExamples().toString())
                        .isZero();
                assertThat(protocol.requests().status()).isEqualTo(Map.of("301", pages, "200", 3 * pages));
                assertThat(Objects.requireNonNull(protocol.views().get("first")))
                        .satisfies(view -> assertThat(view.redirects()).isEqualTo(pages))
                        .satisfies(view -> assertThat(view.requests()).isEqualTo(4 * pages));
                String over = Objects.requireNonNull(NGINX_NAMES.get(protocol.protocol()));
                assertThat(securely(hosts, over))
                        .isEqualTo(Map.of(
                                "www.site.test www.site.test /index.html 200", pages,
                                "static.site.test static.site.test /style.css 200", pages,
                                "img.other.test img.other.test /logo.png 200", pages));
            }
            assertThat(plainly(hosts)).isEqualTo(Set.of("HTTP/1.1 127.0.0.2 www.site.test - / 301"));
        }
    }

    /** How often each host, name in the handshake, path and status came over TLS. */
    private static Map<String, Long> securely(SeveralHosts hosts, String over) throws Exception {
        String start = over + " " + SeveralHosts.ADDRESS + " ";
        return hosts.seen().stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
    }

    private static Set<String> plainly(SeveralHosts hosts) throws Exception {
        return hosts.seen().stream()
                .filter(line -> line.contains(" " + SeveralHosts.PLAIN_ADDRESS + " "))
                .collect(Collectors.toSet());
    }

    @Test
    void withoutAResolutionOfItsOwnThePlainHopGoesToTheAddressOfTheHost() throws Exception {
        try (SeveralHosts hosts =
                SeveralHosts.start(Files.createDirectory(directory.resolve("nginx")), SeveralHosts.NAMES)) {
            load(hosts, "h2");

            assertThat(results().getFirst().requests().failures()).containsOnlyKeys("connect-refused");
            assertThat(hosts.seen()).isEmpty();
        }
    }

    @Test
    void aHostThatDoesNotListenForQuicItselfAnswersWithTheOthersCertificateAndThatIsAFailure() throws Exception {
        try (SeveralHosts hosts = SeveralHosts.start(
                Files.createDirectory(directory.resolve("nginx")), List.of("www.site.test", "static.site.test"))) {
            load(hosts, "h2,h3", "--resolve", plainHop(hosts));

            ProtocolSummary h2 = results().getFirst();
            ProtocolSummary h3 = results().getLast();
            assertThat(h2.pages().failed()).as(h2.failureExamples().toString()).isZero();
            assertThat(h3.requests().failures())
                    .isEqualTo(Map.of("certificate", h3.pages().count()));
            assertThat(h3.failureExamples().get("certificate")).contains("img.other.test");
        }
    }
}
