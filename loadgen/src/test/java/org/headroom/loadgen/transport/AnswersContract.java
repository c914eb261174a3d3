package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every transport must make of good and bad answers. */
abstract class AnswersContract extends TransportFixture {
    @Test
    void answersCarryBytesStatusAndTimesInOrder() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            RecordingListener listener = send(visitor, "/bytes/12345?ver=6.8|x");
            Exchange exchange = listener.await();
            assertAnswered(exchange, 200);
            assertThat(exchange.bodyBytes()).isEqualTo(12345);
            assertThat(listener.decodedBytes()).isEqualTo(12345);
            assertThat(exchange.sentNanos())
                    .isGreaterThanOrEqualTo(exchange.request().intendedNanos());
            assertThat(exchange.firstByteNanos()).isGreaterThanOrEqualTo(exchange.sentNanos());
            assertThat(exchange.doneNanos()).isGreaterThanOrEqualTo(exchange.firstByteNanos());
            assertThat(exchange.connection().address()).isEqualTo(server().address());
            assertThat(exchange.connection().opened()).isTrue();
            assertThat(exchange.connection().resumed()).isFalse();
            assertThat(exchange.connection().connectNanos()).isPositive();
        }
    }

    @Test
    void requestsArriveAsGivenWithNothingAdded() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(send(visitor, "/bytes/1?ver=1&b=%2F").await(), 200);
        }
        TestServer.Seen seen = server().requests().getFirst();
        assertThat(seen.path()).isEqualTo("/bytes/1?ver=1&b=%2F");
        assertThat(seen.authority())
                .isEqualTo(TestCertificate.HOST + ":" + server().address().getPort());
        assertThat(seen.headers())
                .filteredOn(header -> !header.startsWith("host:"))
                .containsExactly("accept-encoding: gzip", "x-marker: given");
    }

    @Test
    void aFormArrivesWholeAndItsAnswerCanBeRead() {
        String form = "comment=" + "grüße+".repeat(4000) + "&nonce=a1b2";
        RecordingListener listener = new RecordingListener();
        try (VisitorConnections visitor = transport().newVisitor()) {
            visitor.send(
                    new WebRequest(
                            "POST",
                            "https",
                            TestCertificate.HOST,
                            server().address().getPort(),
                            server().address(),
                            "/echo",
                            List.of(Map.entry("content-type", "application/x-www-form-urlencoded")),
                            Optional.of(form),
                            true,
                            System.nanoTime(),
                            Duration.ofSeconds(20).toNanos()),
                    listener);
            Exchange exchange = listener.await();
            assertAnswered(exchange, 200);
            assertThat(exchange.text()).isEqualTo(form);
        }
        assertThat(server().requests().getFirst().headers())
                .filteredOn(header -> !header.startsWith("host:"))
                .containsExactlyInAnyOrder(
                        "content-type: application/x-www-form-urlencoded",
                        "content-length: " + form.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void aFormIsNeverSentTwice() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
            RecordingListener listener = new RecordingListener();
            WebRequest get = request(server().address(), "/die", Duration.ofSeconds(20));
            visitor.send(form(get), listener);
            assertFailed(listener.await(), FailureKind.CONNECTION_CLOSED);
        }
        assertThat(server().requests()).extracting(TestServer.Seen::path).containsExactly("/bytes/10", "/die");
    }

    @Test
    void theHeadOfAnAnswerIsToldBeforeItsBody() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            RecordingListener listener = send(visitor, "/head");
            Exchange exchange = listener.await();
            ResponseHead head = exchange.head();
            assertThat(listener.heads).containsExactly(head);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.contentLength()).isEqualTo(5);
            assertThat(head.contentType()).isEqualTo("text/html; charset=utf-8");
            assertThat(head.directs("no-cache")).isTrue();
            assertThat(head.directs("no-store")).isFalse();
            assertThat(head.etag()).isEqualTo("\"abc\"");
            assertThat(head.lastModified()).isEqualTo("Tue, 03 Mar 2026 10:00:00 GMT");
            assertThat(head.location()).isEqualTo("/elsewhere");
            assertThat(head.altSvc()).isEqualTo("h3=\":443\"; ma=86400");
            assertThat(head.setCookies()).containsExactly("a=1; Path=/");
            assertThat(exchange.text()).isEmpty();
            assertThat(exchange.wireNanos()).isBetween(exchange.sentNanos(), exchange.firstByteNanos());
        }
    }

    @Test
    void compressedTextIsKeptDecoded() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            RecordingListener listener = new RecordingListener();
            WebRequest get = request(server().address(), "/gzip/5000", Duration.ofSeconds(20));
            visitor.send(
                    new WebRequest(
                            "GET",
                            get.scheme(),
                            get.host(),
                            get.port(),
                            get.address(),
                            get.path(),
                            get.headers(),
                            Optional.empty(),
                            true,
                            get.intendedNanos(),
                            get.timeoutNanos()),
                    listener);
            assertThat(listener.await().text()).hasSize(5000);
        }
    }

    @Test
    void errorStatusesAreAnswers() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            for (int status : new int[] {404, 500, 503, 301, 401}) {
                Exchange exchange = send(visitor, "/status/" + status).await();
                assertAnswered(exchange, status);
                assertThat(exchange.bodyBytes()).isZero();
            }
        }
        assertThat(server().requests()).hasSize(5);
    }

    @Test
    void progressCountsDecodedBytesAndTheExchangeTransferredOnes() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            RecordingListener listener = send(visitor, "/gzip/100000");
            Exchange exchange = listener.await();
            assertAnswered(exchange, 200);
            assertThat(listener.decodedBytes()).isEqualTo(100_000);
            assertThat(listener.progress.getLast()).isEqualTo(100_000);
            assertThat(exchange.bodyBytes()).isBetween(10_000L, 90_000L);
        }
    }

    @Test
    void aBodyThatCannotBeDecodedIsAFailure() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(send(visitor, "/garbage").await(), FailureKind.BAD_ENCODING);
        }
    }

    @Test
    void progressIsToldWhileTheBodyStreams() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            RecordingListener listener = send(visitor, "/gated/5000");
            await().until(() -> listener.progress.contains(1000L));
            assertThat(listener.isDone()).isFalse();
            server().openGate();
            assertAnswered(listener.await(), 200);
            assertThat(listener.progress)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .last()
                    .isEqualTo(6000L);
        }
    }

    @Test
    void aLargeBodyArrivesWhole() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            Exchange exchange = send(visitor, "/bytes/10000000").await();
            assertAnswered(exchange, 200);
            assertThat(exchange.bodyBytes()).isEqualTo(10_000_000);
        }
    }
}
