package org.headroom.tuner.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.tuner.apply.Finding.Severity;
import org.junit.jupiter.api.Test;

/** On a clock of its own. */
class HealthGateTest {
    private static final Finding SLOW = new Finding("site", Severity.DOUBTFUL, "the site is slow");
    private static final Finding DOWN = new Finding("site", Severity.BROKEN, "the site is down");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong();
    private final Deque<List<Finding>> looks = new ArrayDeque<>();
    private final HealthGate gate = new HealthGate(
            () -> looks.size() > 1 ? looks.pop() : looks.getFirst(), now::get, time -> now.addAndGet(time.toNanos()));

    private List<Finding> worse(List<Finding> before, List<List<Finding>> after) throws InterruptedException {
        looks.add(before);
        looks.addAll(after);
        gate.remember();
        return gate.worse(PATIENCE);
    }

    @Test
    void whatWasBrokenBeforeIsNoReason() throws InterruptedException {
        assertThat(worse(List.of(DOWN), List.of(List.of(DOWN)))).isEmpty();
        assertThat(now).hasValue(0);
    }

    @Test
    void whatIsBrokenForAMomentIsNoReason() throws InterruptedException {
        assertThat(worse(List.of(), List.of(List.of(DOWN), List.of(DOWN), List.of())))
                .isEmpty();
    }

    @Test
    void whatStaysBrokenIsAReason() throws InterruptedException {
        assertThat(worse(List.of(), List.of(List.of(DOWN)))).containsExactly(DOWN);
        assertThat(now).hasValueGreaterThanOrEqualTo(PATIENCE.toNanos());
    }

    @Test
    void aDoubtThatBecomesBrokenIsWorse() throws InterruptedException {
        assertThat(worse(List.of(SLOW), List.of(List.of(DOWN)))).containsExactly(DOWN);
    }

    @Test
    void aDoubtIsToldAndNotWaitedFor() throws InterruptedException {
        List<Finding> worse = worse(List.of(), List.of(List.of(SLOW)));
        assertThat(worse).containsExactly(SLOW);
        assertThat(HealthGate.broken(worse)).isEmpty();
        assertThat(now).hasValue(0);
    }
}
