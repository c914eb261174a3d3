package org.headroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.headroom.cli.demo.origin.PoolSnapshot;
import org.headroom.cli.demo.site.SiteFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DemoStackTest {
    /** Slow enough that whatever a test sends is still there when it looks. */
    private static final Duration FOREVER = Duration.ofMinutes(10);

    @Test
    void theSameBytesComeOverAllThreeProtocolsInTheirExactSizes() throws Exception {
        try (var stack = DemoStack.start(DemoScenario.scenario(), DemoOptions.defaults());
                HttpClient client = client(stack);
                var h3 = new H3Client(stack.address(), stack.caFile())) {
            assertThat(stack.whyNoH3()).isEmpty();
            var connection = h3.connect();
            for (SiteFile file : stack.site().files()) {
                HttpResponse<byte[]> h1 = get(client, stack, Version.HTTP_1_1, file.path());
                HttpResponse<byte[]> h2 = get(client, stack, Version.HTTP_2, file.path());
                var overH3 = h3.get(connection, file.path(), Map.of()).get(10, TimeUnit.SECONDS);

                assertThat(h1.version()).isEqualTo(Version.HTTP_1_1);
                assertThat(h2.version()).isEqualTo(Version.HTTP_2);
                assertThat(ByteBuffer.wrap(h1.body())).as(file.path()).isEqualTo(file.content());
                assertThat(ByteBuffer.wrap(h2.body())).as(file.path()).isEqualTo(file.content());
                assertThat(overH3.body()).as(file.path()).isEqualTo(file.content());
                assertThat(List.of(h1.statusCode(), h2.statusCode(), overH3.status()))
                        .containsOnly(200);
                assertThat(h2.headers().firstValue("content-type")).hasValue(file.contentType());
                assertThat(String.valueOf(overH3.headers().get("content-type"))).isEqualTo(file.contentType());
                assertThat(h1.headers().firstValue("alt-svc")).hasValue("h3=\":" + stack.port() + "\"; ma=86400");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "http/1.1"})
    void aClientThatOffersOneProtocolGetsIt(String protocol) throws Exception {
        try (var stack = DemoStack.start(DemoScenario.scenario(), DemoOptions.defaults());
                var socket = (SSLSocket) tls(stack).getSocketFactory().createSocket("localhost", stack.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);

            socket.startHandshake();

            assertThat(socket.getApplicationProtocol()).isEqualTo(protocol);
        }
    }

    @Test
    void aFileThatTheVisitorHasIsNotSentAgain() throws Exception {
        try (var stack = DemoStack.start(DemoScenario.scenario(), DemoOptions.defaults());
                HttpClient client = client(stack)) {
            String etag = get(client, stack, Version.HTTP_2, "/deep.css")
                    .headers()
                    .firstValue("etag")
                    .orElseThrow();
            var again = HttpRequest.newBuilder(uri(stack, "/deep.css"))
                    .header("if-none-match", etag)
                    .build();

            HttpResponse<byte[]> response = client.send(again, BodyHandlers.ofByteArray());

            assertThat(response.statusCode()).isEqualTo(304);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void theStatusPagesShowWhatIsInFlightWhileTheOriginIsFull() throws Exception {
        var stack = DemoStack.start(DemoScenario.scenario(), options(20, 4, 64, FOREVER));
        try (HttpClient client = client(stack);
                HttpClient plain = HttpClient.newHttpClient()) {
            for (int page = 0; page < 30; page++) {
                var _ = client.sendAsync(request(stack, Version.HTTP_2, "/"), BodyHandlers.discarding());
            }
            await().until(() -> stack.snapshot().apache().arrived() == 30);

            String fpm = text(plain, stack.fpmStatusUrl());
            assertThat(fpm).contains("\"active processes\":4,", "\"idle processes\":0,", "\"listen queue\":16,");
            assertThat(fpm).contains("\"accepted conn\":4,", "\"max listen queue\":16,", "\"listen queue len\":64,");
            String apache = text(plain, stack.apacheStatusUrl());
            assertThat(apache).contains("\nBusyWorkers: 20\n", "\nIdleWorkers: 0\n", "\nTotal Accesses: 0\n");
            assertThat(apache).endsWith("\nScoreboard: " + "W".repeat(20) + "\n");
            assertThat(stack.snapshot().apache().queued()).isEqualTo(10);
            stack.close();
        } finally {
            stack.close();
        }
    }

    @Test
    void afterTheLastAnswerEverythingIsIdleAndCounted() throws Exception {
        try (var stack = DemoStack.start(DemoScenario.scenario(), options(20, 4, 64, Duration.ofMillis(2)));
                HttpClient client = client(stack);
                HttpClient plain = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int page = 0; page < 40; page++) {
                answers.add(client.sendAsync(request(stack, Version.HTTP_2, "/"), BodyHandlers.ofByteArray()));
                answers.add(client.sendAsync(request(stack, Version.HTTP_2, "/deep.css"), BodyHandlers.ofByteArray()));
            }
            for (var answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }

            assertThat(text(plain, stack.fpmStatusUrl()))
                    .contains("\"accepted conn\":40,", "\"active processes\":0,", "\"listen queue\":0,");
            assertThat(text(plain, stack.apacheStatusUrl())).contains("Total Accesses: 80\n", "BusyWorkers: 0\n");
            PoolSnapshot apache = stack.snapshot().apache();
            assertThat(apache.completed()).isEqualTo(apache.arrived());
        }
    }

    @Test
    void pagesBeyondTheBacklogAreAnswered503AndCounted() throws Exception {
        var stack = DemoStack.start(DemoScenario.scenario(), options(50, 2, 3, FOREVER));
        try (HttpClient client = client(stack)) {
            List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int page = 0; page < 12; page++) {
                answers.add(client.sendAsync(request(stack, Version.HTTP_2, "/"), BodyHandlers.ofByteArray()));
            }

            await().until(() ->
                    answers.stream().filter(CompletableFuture::isDone).count() == 7);
            for (var answer : answers) {
                assertThat(answer.isDone() ? answer.join().statusCode() : 503).isEqualTo(503);
            }
            assertThat(stack.snapshot().fpm().refused()).isEqualTo(7);
            stack.close();
        } finally {
            stack.close();
        }
    }

    @Test
    void anH3ConnectionCarriesManyMoreRequestsThanItMayHaveStreamsAtOnce() throws Exception {
        try (var stack = DemoStack.start(DemoScenario.scenario(), options(100, 4, 64, Duration.ofMillis(1)));
                var h3 = new H3Client(stack.address(), stack.caFile())) {
            var connection = h3.connect();
            for (int round = 0; round < 20; round++) {
                List<CompletableFuture<H3Client.Response>> answers = new ArrayList<>();
                for (int request = 0; request < 60; request++) {
                    answers.add(h3.get(connection, "/deep.css", Map.of()));
                }
                for (var answer : answers) {
                    assertThat(answer.get(10, TimeUnit.SECONDS).body().remaining())
                            .isEqualTo(600);
                }
            }
            assertThat(stack.snapshot().apache().completed()).isEqualTo(1_200);
        }
    }

    @Test
    void aHundredH3ConnectionsLoseNothing() throws Exception {
        try (var stack = DemoStack.start(DemoScenario.scenario(), options(100, 4, 1_000, Duration.ofMillis(1)));
                var h3 = new H3Client(stack.address(), stack.caFile())) {
            List<CompletableFuture<H3Client.Response>> answers = new ArrayList<>();
            for (int visitor = 0; visitor < 100; visitor++) {
                var connection = h3.connect();
                answers.add(h3.get(connection, "/", Map.of()));
                for (int file = 0; file < 4; file++) {
                    answers.add(h3.get(connection, "/wp-content/themes/a/f.woff2", Map.of()));
                }
            }
            for (var answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
            assertThat(stack.snapshot().apache().completed()).isEqualTo(500);
        }
    }

    @Test
    void closingAnswersTheWaitingAndLeavesNoThreadSocketOrFile() throws Exception {
        var stack = DemoStack.start(DemoScenario.scenario(), options(20, 4, 64, FOREVER));
        CompletableFuture<HttpResponse<byte[]>> waiting;
        CompletableFuture<H3Client.Response> waitingH3;
        try (HttpClient client = client(stack);
                var h3 = new H3Client(stack.address(), stack.caFile())) {
            waiting = client.sendAsync(request(stack, Version.HTTP_2, "/"), BodyHandlers.ofByteArray());
            waitingH3 = h3.get(h3.connect(), "/", Map.of());
            await().until(() -> stack.snapshot().fpm().active() == 2);

            stack.close();

            await().until(() -> waiting.isDone() && waitingH3.isDone());
        }
        assertThat(stack.caFile()).doesNotExist();
        await().untilAsserted(() -> assertThat(demoThreads()).isEmpty());
        stack.close();
    }

    @Test
    void withoutNativeQuicItServesTheOtherTwoAndSaysWhy() throws Exception {
        try (var stack = DemoStack.start(
                        DemoScenario.scenario(), DemoOptions.defaults(), Optional.of("no such library"));
                HttpClient client = client(stack)) {
            HttpResponse<byte[]> response = get(client, stack, Version.HTTP_2, "/");

            assertThat(stack.h3Available()).isFalse();
            assertThat(stack.whyNoH3()).hasValue("no such library");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("alt-svc")).isEmpty();
        }
    }

    private static List<String> demoThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("demo-"))
                .toList();
    }

    private static DemoOptions options(int workers, int children, int backlog, Duration php) {
        return new DemoOptions(workers, children, backlog, php, Duration.ofNanos(300_000), 1);
    }

    private static HttpClient client(DemoStack stack) throws Exception {
        return HttpClient.newBuilder().sslContext(tls(stack)).build();
    }

    private static SSLContext tls(DemoStack stack) throws Exception {
        Certificate authority;
        try (InputStream pem = Files.newInputStream(stack.caFile())) {
            authority = CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("demo", authority);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }

    private static URI uri(DemoStack stack, String path) {
        return URI.create("https://localhost:" + stack.port() + path.replace("\"", "%22"));
    }

    private static HttpRequest request(DemoStack stack, Version version, String path) {
        return HttpRequest.newBuilder(uri(stack, path)).version(version).build();
    }

    private static HttpResponse<byte[]> get(HttpClient client, DemoStack stack, Version version, String path)
            throws Exception {
        return client.send(request(stack, version, path), BodyHandlers.ofByteArray());
    }

    private static String text(HttpClient client, URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
