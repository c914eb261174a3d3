package org.headroom.probes.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Order;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.junit.jupiter.api.Test;

class WorkProbeTest {
    private final List<Order> orders = new ArrayList<>();

    @Test
    void whatTheHelperSaysBecomesReadingsOfPoolsAndOfTheOrigin() {
        Sample sample = sample(new HostAnswer.Looked(new HostFacts(
                Map.of(
                        "work",
                        Map.of(
                                "apache", Map.of("pss", "9000", "threads", "27"),
                                "pool www", Map.of("private", "700", "peak", "much"))),
                Map.of())));

        assertThat(((Sample.Readings) sample).readings())
                .extracting(one -> one.probe() + " " + one.host() + " " + one.name() + " " + one.value())
                .containsExactlyInAnyOrder(
                        "work origin1 process_pss 9000.0",
                        "work origin1 process_threads 27.0",
                        "work origin1/www child_at_work 700.0");
        assertThat(orders).containsExactly(Order.of("work"));
    }

    @Test
    void aHostThatIsAwayTellsNothing() {
        List<Reading> readings =
                ((Sample.Readings) sample(new HostAnswer.Unreachable(false, "no route", "see the line"))).readings();
        assertThat(readings).isEmpty();
    }

    private Sample sample(HostAnswer answer) {
        return new WorkProbe("origin1", new FakeOrigin(answer), Clock.systemUTC()).sample(Duration.ofSeconds(1));
    }

    /** An origin that always gives the same answer. */
    private final class FakeOrigin implements HostSource {
        private final HostAnswer answer;

        FakeOrigin(HostAnswer answer) {
            this.answer = answer;
        }

        @Override
        public String host() {
            return "origin1";
        }

        @Override
        public void order(Order order) {
            orders.add(order);
        }

        @Override
        public HostAnswer ask(Duration deadline) {
            return answer;
        }
    }
}
