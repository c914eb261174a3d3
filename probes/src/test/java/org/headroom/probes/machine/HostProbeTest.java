package org.headroom.probes.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Order;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.scenarios.stack.Machine;
import org.junit.jupiter.api.Test;

class HostProbeTest {
    private static final Peer DB3 = new Peer("db3", "10.0.0.33:4567", true);

    /** A host that always gives the same answer. */
    private static final class FakeHost implements HostSource {
        private final HostAnswer answer;
        private final List<Order> orders = new ArrayList<>();

        FakeHost(HostAnswer answer) {
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

    private static Sample sample(HostAnswer answer) {
        return new HostProbe(new FakeHost(answer), List.of(DB3), false, Clock.systemUTC())
                .sample(Duration.ofSeconds(1));
    }

    private static HostAnswer looked(String... lines) {
        Map<String, Map<String, Map<String, String>>> sections = new LinkedHashMap<>();
        for (String line : lines) {
            String[] part = line.split(" ", -1);
            sections.computeIfAbsent(part[0], _ -> new LinkedHashMap<>())
                    .computeIfAbsent(part[1], _ -> new LinkedHashMap<>())
                    .put(part[2], part[3]);
        }
        return new HostAnswer.Looked(new HostFacts(sections, Map.of("disk -", "no answer within 3.0 s")));
    }

    @Test
    void whatTheHelperSaysBecomesReadingsOfTheHostAndItsParts() {
        Sample.Readings found = (Sample.Readings) sample(looked(
                "host - cores 2",
                "host - load_5m many",
                "host - oom_kills 4",
                "host fpm pss 1000",
                "disk /srv/disk total 100",
                "roundtrip 10.0.0.33:4567 seconds 0.03",
                "helper - sent 100.5",
                "helper - began 108.6",
                "helper - ended 108.7",
                "helper - received 100.7"));

        Map<String, Double> values = found.readings().stream()
                .collect(Collectors.toMap(one -> one.host() + " " + one.name(), Reading::value));
        assertThat(values)
                .containsEntry("origin1 reachable", 1.0)
                .containsEntry("origin1 cores", 2.0)
                .containsEntry("origin1 oom_kills_total", 4.0)
                .containsEntry("origin1/fpm memory_pss", 1000.0)
                .containsEntry("origin1:/srv/disk disk_total", 100.0)
                .containsEntry("origin1>db3 round_trip", 0.03)
                .doesNotContainKey("origin1 load_5m");
        assertThat(values.get("origin1 clock_offset_least")).isEqualTo(8.0, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(values.get("origin1 clock_offset_most")).isEqualTo(8.1, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(found.facts()).anyMatch(fact -> fact.name().equals("disk_problem"));
    }

    @Test
    void anEmptyAnswerIsAHostThatIsThere() {
        assertThat(((Sample.Readings) sample(looked())).readings())
                .extracting(Reading::name)
                .containsExactly("reachable");
    }

    @Test
    void aHostThatIsAwayIsAReadingAndARefusalIsAFailure() {
        Sample away = sample(new HostAnswer.Unreachable(false, "no route", "see the line"));
        Sample refused = sample(new HostAnswer.Unreachable(true, "refuses SSH", "start sshd"));

        assertThat(((Sample.Readings) away).readings())
                .singleElement()
                .satisfies(one -> assertThat(one.value()).isZero());
        assertThat(((Sample.Failed) refused).failure().problem()).isEqualTo("refuses SSH");
    }

    @Test
    void besideALoadOnlyWhatIsCheapIsOrdered() {
        FakeHost full = new FakeHost(looked());
        FakeHost light = new FakeHost(looked());
        new HostProbe(full, List.of(DB3), false, Clock.systemUTC());
        new HostProbe(light, List.of(DB3), true, Clock.systemUTC());

        assertThat(full.orders)
                .containsExactly(Order.of("host"), Order.of("disk"), Order.of("roundtrip", "10.0.0.33:4567"));
        assertThat(light.orders).containsExactly(Order.of("host", "light"));
    }

    @Test
    void membersOfAClusterAskEachOtherAndEveryHostAsksGluster() {
        Peers peers = new Peers(MachineHealth.stack());

        assertThat(peers.of(new Machine("web1", "10.0.0.1")))
                .containsExactly(
                        new Peer("origin1", "10.0.0.11:24007", false),
                        new Peer("origin2", "10.0.0.12:24007", false),
                        new Peer("origin3", "10.0.0.13:24007", false));
        assertThat(peers.of(new Machine("origin1", "10.0.0.11")))
                .containsExactly(
                        new Peer("origin2", "10.0.0.12:24007", true),
                        new Peer("origin3", "10.0.0.13:24007", true),
                        new Peer("db3", "10.0.0.33:4567", true));
        assertThat(peers.of(new Machine("db3", "10.0.0.33"))).contains(new Peer("origin3", "10.0.0.13:24007", false));
    }
}
