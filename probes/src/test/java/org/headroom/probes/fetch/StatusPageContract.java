package org.headroom.probes.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.probes.fetch.StatusPage.Body;
import org.headroom.probes.fetch.StatusPage.Fetched;
import org.headroom.probes.fetch.StatusPage.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every way to a status page must do, against a server that answers by path. */
abstract class StatusPageContract {
    private static final Duration PLENTY = Duration.ofSeconds(10);

    final StatusClient client = new StatusClient();
    private final CountDownLatch testOver = new CountDownLatch(1);

    /** The page at this path of the running server. */
    abstract StatusPage page(String path);

    /** A page where nobody listens. */
    abstract StatusPage nobody();

    /** Ends the server. */
    abstract void stopServer() throws Exception;

    /** What the server says: a status and a text. */
    final Answer answer(String path) {
        return switch (path) {
            case "/fpm-status" -> new Answer(200, "{\"pool\":\"www\"}");
            case "/secret" -> new Answer(403, "no");
            case "/huge" -> new Answer(200, "x".repeat(3 * 1024 * 1024));
            case "/hangs" -> {
                try {
                    testOver.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
                yield new Answer(200, "too late");
            }
            default -> new Answer(404, "what?");
        };
    }

    record Answer(int status, String text) {}

    @AfterEach
    void stop() throws Exception {
        testOver.countDown();
        client.close();
        stopServer();
    }

    @Test
    void fetchesThePageAgainAndAgain() {
        StatusPage page = page("/fpm-status");
        for (int i = 0; i < 5; i++) {
            assertThat(page.fetch(PLENTY)).isEqualTo(new Body("{\"pool\":\"www\"}"));
        }
    }

    @Test
    void aRefusalSaysWhatToAllow() {
        assertThat(unavailable(page("/secret").fetch(PLENTY)).problem()).endsWith("answered 403");
        assertThat(unavailable(page("/secret").fetch(PLENTY)).advice()).contains("Require ip");
    }

    @Test
    void aMissingPageSaysToSwitchItOn() {
        assertThat(unavailable(page("/missing").fetch(PLENTY)).problem()).endsWith("answered 404");
        assertThat(unavailable(page("/missing").fetch(PLENTY)).advice()).contains("switched on");
    }

    @Test
    void aServerThatHangsIsGivenUpAtTheDeadline() {
        long start = System.nanoTime();
        Fetched fetched = page("/hangs").fetch(Duration.ofMillis(200));
        assertThat(unavailable(fetched).problem()).endsWith("did not answer within 200 ms");
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void anAddressWhereNobodyListensIsNamed() {
        StatusPage nobody = nobody();
        assertThat(unavailable(nobody.fetch(PLENTY)).problem()).contains("cannot read " + nobody.where());
    }

    static Unavailable unavailable(Fetched fetched) {
        return switch (fetched) {
            case Body(String text) -> throw new AssertionError("a page came: " + text);
            case Unavailable unavailable -> unavailable;
        };
    }
}
