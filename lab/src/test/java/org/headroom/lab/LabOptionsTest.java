package org.headroom.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.headroom.lab.process.Command;
import org.junit.jupiter.api.Test;

final class LabOptionsTest {
    @Test
    void apachesProcessesAndThreadsMakeExactlyTheWorkersAskedFor() {
        for (int workers : List.of(1, 10, 25, 50, 400)) {
            LabOptions options = LabOptions.defaults().withApacheMaxRequestWorkers(workers);

            assertThat(options.apacheServerLimit() * options.apacheThreadsPerChild())
                    .isEqualTo(workers);
        }
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        LabOptions options = LabOptions.defaults();

        assertThatThrownBy(() -> options.withApacheMaxRequestWorkers(30)).hasMessageContaining("multiple");
        assertThatThrownBy(() -> options.withFpmChildren(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> options.withOriginMemory("2 GB")).hasMessageContaining("2 GB");
    }

    @Test
    void topologiesAndFaultsGoByTheirNamesOnTheCommandLine() {
        assertThat(LabTopology.named("split")).isEqualTo(LabTopology.SPLIT);
        assertThat(LabTopology.SHADOW.label()).isEqualTo("shadow");
        assertThat(LabFault.named("fpm-kill")).isEqualTo(LabFault.FPM_KILL);
        assertThatThrownBy(() -> LabTopology.named("ring")).hasMessageContaining("split, shadow");
        assertThatThrownBy(() -> LabFault.named("flood")).hasMessageContaining("nginx-kill");
    }

    @Test
    void portsAreDistinctAndPossible() {
        assertThatThrownBy(() -> new LabPorts(1, 1, 2, 3, 4, 5)).hasMessageContaining("of its own");
        assertThatThrownBy(() -> new LabPorts(0, 1, 2, 3, 4, 5)).hasMessageContaining("1 to 65535");
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsProtocol() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
            LabPorts free = LabPorts.firstFree();
            LabPorts ports = new LabPorts(
                    udp.getLocalPort(),
                    tcp.getLocalPort(),
                    free.apache(),
                    free.apacheStatus(),
                    free.fpm(),
                    free.fpmStatus());

            assertThat(ports.occupied())
                    .contains("http " + tcp.getLocalPort() + "/tcp", "https " + udp.getLocalPort() + "/udp");
        }
    }

    @Test
    void openFilesStayWithinTheMachinesHardLimit() {
        String head = "Limit                     Soft Limit           Hard Limit           Units     ";

        assertThat(OpenFiles.allowed(List.of(
                        head, "Max open files            1024                 20000                files     ")))
                .isEqualTo(20000);
        assertThat(OpenFiles.allowed(
                        List.of("Max open files            1024                 1048576              files     ")))
                .isEqualTo(65536);
        assertThat(OpenFiles.allowed(
                        List.of("Max open files            unlimited            unlimited            files     ")))
                .isEqualTo(65536);
    }

    @Test
    void theInstallationScriptIsValidAndNamesNoHost() throws Exception {
        String script = LabInstaller.script();

        assertThat(Command.of("bash", "-n").withInput(script).run().good()).isTrue();
        assertThat(script).doesNotContain("http://", "https://");
    }

    @Test
    void theReleaseIsReadFromOsRelease() throws Exception {
        assertThat(LabInstaller.codename("ID=debian\nVERSION_CODENAME=bookworm\n"))
                .isEqualTo("bookworm");
    }
}
