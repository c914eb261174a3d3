package org.headroom.loadgen.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxHostTest {
    @TempDir
    private Path root;

    private HostCounters read() {
        return LinuxHost.of(root.resolve("proc"), root.resolve("cgroup")).now();
    }

    private void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    @Test
    void droppedDatagramsOfBothFamiliesCount() throws IOException {
        write("proc/net/snmp", """
                Ip: Forwarding DefaultTTL
                Ip: 1 64
                Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors
                Udp: 5636 4 0 5644 17 0
                """);
        write("proc/net/snmp6", "Udp6InDatagrams                 \t100\nUdp6RcvbufErrors                \t3\n");

        assertThat(read().datagramsIn()).isEqualTo(5736);
        assertThat(read().datagramsDropped()).isEqualTo(20);
    }

    @Test
    void socketsThatWaitForTheirEndStillHoldTheirPorts() throws IOException {
        write("proc/net/sockstat", "sockets: used 18\nTCP: inuse 100 orphan 0 tw 27000 alloc 1 mem 0\n");
        write("proc/net/sockstat6", "TCP6: inuse 5\n");
        write("proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n");

        assertThat(read().tcpSockets()).isEqualTo(27_105);
        assertThat(read().localPorts()).isEqualTo(28_232);
    }

    @Test
    void theMachinesBusyTimeLeavesOutIdleAndWaiting() throws IOException {
        write("proc/stat", "cpu  100 20 30 5000 400 5 6 7 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\ncpu1 1 1 1 1 1 1 1 1 0 0\n");

        assertThat(read().machineBusyNanos()).isEqualTo(168 * 10_000_000L);
        assertThat(read().machineCores()).isEqualTo(2);
    }

    @Test
    void aContainersQuotaLowersTheCores() throws IOException {
        write("proc/self/cgroup", "0::/system.slice/box.service\n");
        write("cgroup/system.slice/cpu.max", "max 100000\n");
        write("cgroup/system.slice/box.service/cpu.max", "50000 100000\n");
        write("cgroup/system.slice/box.service/cpu.stat", "usage_usec 9\nnr_periods 40\nnr_throttled 7\n");

        HostCounters counters = read();

        assertThat(counters.cores()).isCloseTo(0.5, within(1e-9));
        assertThat(counters.periods()).isEqualTo(40);
        assertThat(counters.throttledPeriods()).isEqualTo(7);
    }

    @Test
    void aLimitAboveTheOwnGroupCountsToo() throws IOException {
        write("proc/self/cgroup", "0::/outer/inner\n");
        write("cgroup/outer/cpu.max", "25000 100000\n");
        write("cgroup/outer/inner/cpu.max", "70000 100000\n");

        assertThat(read().cores()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void theOlderControlGroupsAreUnderstood() throws IOException {
        write("proc/self/cgroup", "4:memory:/box\n1:cpu,cpuacct:/box\n0::/\n");
        write("cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "150000\n");
        write("cgroup/cpu,cpuacct/box/cpu.cfs_period_us", "200000\n");

        assertThat(read().cores()).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void withoutALimitTheCoresAreThoseOfTheJvm() throws IOException {
        write("proc/self/cgroup", "1:cpu:/\n");
        write("cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        write("cgroup/cpu/cpu.cfs_period_us", "100000\n");

        assertThat(read().cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void whatTheSystemDoesNotTellIsNothing() {
        HostCounters counters = read();

        assertThat(counters.datagramsDropped()).isZero();
        assertThat(counters.tcpSockets()).isZero();
        assertThat(counters.localPorts()).isZero();
        assertThat(counters.periods()).isZero();
    }

    @Test
    void thisProcessUsesCpuAndDescriptors() {
        HostCounters counters = LinuxHost.ofThisProcess().now();

        assertThat(counters.cpuNanos()).isPositive();
        assertThat(counters.openFiles()).isPositive();
        assertThat(counters.fileLimit()).isGreaterThan(counters.openFiles());
    }
}
