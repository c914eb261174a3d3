package org.headroom.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.loadgen.page.PageView;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.schedule.Phase;
import org.headroom.loadgen.schedule.RateLine;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Protocol;
import org.junit.jupiter.api.Test;

class ProtocolRecorderTest {
    private static final long SECOND = 1_000_000_000;
    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 443);
    private static final List<Phase> PHASES = List.of(
            new Phase("calm", List.of(RateLine.constant(Duration.ofSeconds(5), 1))),
            new Phase("spike", List.of(RateLine.constant(Duration.ofSeconds(5), 1))));

    private final ProtocolRecorder recorder =
            new ProtocolRecorder(Protocol.H2, 0, Instant.EPOCH, Duration.ofSeconds(10), PHASES);

    private void page(long startSecond, long endSecond, Optional<FailureKind> failure) {
        recorder.pageOffered(startSecond * SECOND);
        recorder.pageDone(new PageView(
                "front", startSecond * SECOND, startSecond * SECOND, endSecond * SECOND, ADDRESS, failure));
    }

    private ProtocolSummary summary() {
        recorder.cut(_ -> {}, _ -> {});
        return recorder.summary("fake");
    }

    @Test
    void pagesPerSecondAreThoseThatWereServedWhileVisitorsArrived() {
        for (int second = 0; second < 8; second++) {
            page(second, second + 1, Optional.empty());
        }
        page(8, 300, Optional.empty()); // somebody thought for long, or a server hung
        assertThat(summary().pages().perSecond()).isEqualTo(0.8);
    }

    @Test
    void aRunThatWasCutShortIsMeasuredByItsOwnLength() {
        page(0, 1, Optional.empty());
        page(1, 2, Optional.empty());
        assertThat(summary().pages().perSecond()).isEqualTo(1.0);
    }

    @Test
    void failedPagesAreCountedByKindAlsoWhereNoRequestFailed() {
        page(0, 1, Optional.of(FailureKind.NOT_ON_PAGE));
        page(0, 1, Optional.of(FailureKind.NOT_ON_PAGE));
        page(0, 1, Optional.of(FailureKind.TIMEOUT));
        assertThat(summary().pages().failures()).isEqualTo(Map.of("not-on-page", 2L, "timeout", 1L));
    }

    @Test
    void whoIsTurnedAwayCountsInPagePhaseAndTotalAlike() {
        page(1, 2, Optional.empty());
        recorder.notStarted("front", 7 * SECOND);
        recorder.notStarted("other", 8 * SECOND);
        ProtocolSummary summary = summary();
        assertThat(List.of(summary.pages().count(), summary.pages().failed())).containsExactly(3L, 2L);
        assertThat(summary.byPage()).containsOnlyKeys("front", "other");
        assertThat(summary.byPage().values())
                .allSatisfy(page -> assertThat(page.failed()).isLessThanOrEqualTo(page.count()));
        assertThat(summary.phases())
                .extracting(phase -> List.of(phase.offered(), phase.count(), phase.failed()))
                .containsExactly(List.of(1L, 1L, 0L), List.of(2L, 2L, 2L));
    }

    @Test
    void wordsOfAServerHoldNothingThatATerminalObeys() {
        recorder.failed(FailureKind.CONNECTION_CLOSED, "go \u001b[2J away\r\nnow");
        assertThat(summary().failureExamples()).containsEntry("connection-closed", "go  [2J away now");
    }
}
