package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Hosts;
import org.headroom.probes.hosts.Order;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.junit.jupiter.api.Test;

class GlusterAdviceTest {
    private static final String ORIGINS = """
            schema: 1
            origins:
              - { name: origin1, address: 192.0.2.1 }
              - { name: origin2, address: 192.0.2.2 }
            """;
    private static final String GLUSTER = """
            gluster:
              nodes: [192.0.2.2]
              volumes:
                - { name: wp-core, mount: /mnt/wp-core }
                - { name: wp-user, mount: /mnt/wp-user }
            """;
    private static final Map<String, String> GOOD = Map.of(
            "status", "1",
            "option features.cache-invalidation", "on",
            "option features.cache-invalidation-timeout", "600",
            "option performance.cache-invalidation", "on",
            "option performance.md-cache-timeout", "600",
            "option network.inode-lru-limit", "50000");

    private final FakeHosts hosts = new FakeHosts();

    @Test
    void aVolumeThatLacksOptionsIsToldWithTheCommandAndHowStaleItMakesReads() {
        hosts.tell("origin2", facts(Map.of("volume wp-core", GOOD, "volume wp-user", Map.of("status", "1"))));
        assertThat(lines("origin2"))
                .singleElement()
                .asString()
                .contains("gluster volume set wp-user features.cache-invalidation on performance.cache-invalidation on"
                        + " features.cache-invalidation-timeout 600 performance.md-cache-timeout 600"
                        + " network.inode-lru-limit 200000")
                .contains("stale");
    }

    @Test
    void anOriginThatIsANodeIsAskedOnceForBoth() {
        hosts.tell("origin2", facts(Map.of("volume wp-core", GOOD)));
        assertThat(lines("origin2")).isEmpty();
        assertThat(hosts.source("origin2").orders).containsExactly(Order.of("gluster", "full"));
        assertThat(hosts.source("origin2").asked).isZero();
    }

    @Test
    void ofAnOriginThatIsNoNodeANodeIsAsked() {
        hosts.tell("origin1", facts(Map.of()));
        hosts.tell("origin2", facts(Map.of("volume wp-core", Map.of("status", "1"), "volume wp-user", GOOD)));
        assertThat(lines("origin1")).singleElement().asString().contains("gluster volume set wp-core ");
        assertThat(hosts.source("origin1").orders).isEmpty();
        assertThat(hosts.source("origin2").asked).isOne();
    }

    @Test
    void whatCannotBeReadIsSaid() {
        hosts.tell("origin1", facts(Map.of()));
        hosts.tell("origin2", new HostAnswer.Unreachable(false, "no route", "see the line"));
        assertThat(lines("origin1"))
                .containsExactly("options of the Gluster volumes could not be read on origin2: no route");
        hosts.tell(
                "origin2",
                new HostAnswer.Looked(new HostFacts(
                        Map.of(), Map.of("gluster -", "cannot read /var/lib/glusterd: Permission denied"))));
        assertThat(lines("origin2")).singleElement().asString().contains("Permission denied");
    }

    @Test
    void aStackWithoutGlusterHasNoAdvice() {
        hosts.tell("origin1", facts(Map.of()));
        Stack stack = stack(ORIGINS);
        assertThat(GlusterAdvice.order(stack, origin(stack, "origin1"), hosts)).isEmpty();
        assertThat(hosts.source("origin1").orders).isEmpty();
    }

    private List<String> lines(String name) {
        Stack stack = stack(ORIGINS + GLUSTER);
        FakeSource asked = hosts.source(name);
        return GlusterAdvice.order(stack, origin(stack, name), hosts)
                .orElseThrow()
                .lines(asked, asked.answer, Duration.ofSeconds(1));
    }

    private static Origin origin(Stack stack, String name) {
        return stack.origin(name).orElseThrow();
    }

    private static Stack stack(String text) {
        try {
            return StackFile.parse("stack.yaml", text, Path.of("/"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static HostAnswer facts(Map<String, Map<String, String>> gluster) {
        return new HostAnswer.Looked(new HostFacts(Map.of("gluster", gluster), Map.of()));
    }

    /** Hosts by name or, as 192.0.2.N, by address. */
    private static final class FakeHosts implements Hosts {
        private final Map<String, FakeSource> sources = new LinkedHashMap<>();

        void tell(String host, HostAnswer answer) {
            sources.put(host, new FakeSource(host, answer));
        }

        FakeSource source(String host) {
            return Optional.ofNullable(sources.get(host)).orElseThrow();
        }

        @Override
        public List<String> names() {
            return List.copyOf(sources.keySet());
        }

        @Override
        public Optional<HostSource> of(String nameOrAddress) {
            return Optional.ofNullable(sources.get(nameOrAddress.replace("192.0.2.", "origin")));
        }

        @Override
        public void close() {}
    }

    /** A host that always gives the same answer. */
    private static final class FakeSource implements HostSource {
        private final String host;
        private final HostAnswer answer;
        private final List<Order> orders = new ArrayList<>();
        private int asked;

        FakeSource(String host, HostAnswer answer) {
            this.host = host;
            this.answer = answer;
        }

        @Override
        public String host() {
            return host;
        }

        @Override
        public void order(Order order) {
            orders.add(order);
        }

        @Override
        public HostAnswer ask(Duration deadline) {
            asked++;
            return answer;
        }
    }
}
