package org.headroom.probes.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.junit.jupiter.api.Test;

class SystemHostsTest {
    private static final String TWO = """
            schema: 1
            sites: [{ name: www, hosts: [www.example.org], docroot: /var/www/www }]
            proxies: [{ name: web1, address: 127.0.0.1 }]
            origins:
              - name: origin1
                address: 192.0.2.7
            """;

    private static Stack stack(String text) throws Exception {
        return StackFile.parse("stack.yaml", text, Path.of("/etc/headroom"));
    }

    @Test
    void withoutSshOnlyThisMachineCanBeLookedAt() throws Exception {
        try (SystemHosts hosts = SystemHosts.of(stack(TWO), Clock.systemUTC())) {
            assertThat(hosts.names()).isEqualTo(List.of("web1", "origin1"));
            assertThat(hosts.of("web1")).isPresent();
            assertThat(hosts.of("127.0.0.1").map(HostSource::host)).contains("web1");
            assertThat(hosts.of("origin1")).isEmpty();
            assertThat(hosts.of("nobody")).isEmpty();
        }
    }

    @Test
    void withSshAllCan() throws Exception {
        try (SystemHosts hosts = SystemHosts.of(stack(TWO + "ssh: { user: headroom }\n"), Clock.systemUTC())) {
            assertThat(hosts.of("origin1").map(HostSource::host)).contains("origin1");
        }
    }

    @Test
    void aHostIsOneSourceByWhateverName() throws Exception {
        try (SystemHosts hosts = SystemHosts.of(stack(TWO + "ssh: { user: headroom }\n"), Clock.systemUTC())) {
            assertThat(hosts.of("192.0.2.7").orElseThrow())
                    .isSameAs(hosts.of("origin1").orElseThrow());
        }
    }
}
