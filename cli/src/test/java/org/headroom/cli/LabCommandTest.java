package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.headroom.lab.fault.FaultName;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the lab's command line needs neither root nor a lab. */
class LabCommandTest {
    @TempDir
    private Path directory;

    @Test
    void helpNamesEveryTopologyAndEveryFaultOfTheContract() {
        String up = HelpText.of("lab up");
        String fault = HelpText.of("lab fault");

        assertThat(Arrays.stream(LabTopology.values()).map(LabTopology::label))
                .allSatisfy(label -> assertThat(up).contains(label));
        assertThat(Arrays.stream(FaultName.values()).map(FaultName::label))
                .hasSize(20)
                .allSatisfy(label -> assertThat(fault).contains(label));
    }

    @Test
    void whatIsMistypedIsWrongUsageAndTellsWhatThereIs() {
        CliRun topology = new CliRun(directory);
        assertThat(topology.run("lab", "up", "splitt")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(topology.err()).contains("splitt").contains("gluster-htdocs");

        CliRun memory = new CliRun(directory);
        assertThat(memory.run("lab", "up", "split", "--origin-memory", "lots")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(memory.err()).contains("lots").contains("512MiB");

        CliRun sites = new CliRun(directory);
        assertThat(sites.run("lab", "up", "--sites", "7")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(sites.err()).contains("1 to 3");

        CliRun fault = new CliRun(directory);
        assertThat(fault.run("lab", "fault", "nginx-kil")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(fault.err()).contains("nginx-kil").contains("nginx-kill");
    }

    @Test
    void aStackFileThatSomebodyElseWroteIsNotOverwritten() throws Exception {
        Path own = Files.writeString(directory.resolve("stack.yaml"), "# our stack\nschema: 1\n");
        CliRun run = new CliRun(directory);

        assertThat(run.run("lab", "up", "split")).isEqualTo(ExitCode.WRONG_USAGE);

        assertThat(run.err())
                .contains("stack.yaml is there")
                .contains("--stack")
                .contains("--yes");
        assertThat(own).hasContent("# our stack\nschema: 1\n");
    }

    @Test
    void templatesAreWrittenAsTheTreesOfTheHostsAndNothingIsOverwritten() {
        CliRun first = new CliRun(directory);

        assertThat(first.run("lab", "templates", "--out", "hosts"))
                .as(first.all())
                .isZero();

        Path hosts = directory.resolve("hosts");
        assertThat(hosts.resolve("web1/etc/nginx/nginx.conf")).content().contains("worker_processes");
        assertThat(hosts.resolve("web2/etc/nginx/sites-available/site3.conf"))
                .content()
                .contains("quic");
        assertThat(hosts.resolve("origin1/etc/apache2/mods-available/mpm_event.conf"))
                .exists();
        assertThat(hosts.resolve("origin2/etc/php/8.4/fpm/pool.d/site2.conf")).exists();
        assertThat(hosts.resolve("origin3/etc/mysql/mariadb.conf.d/91-galera.cnf"))
                .exists();
        assertThat(hosts.resolve("origin1/usr/local/sbin/headroom-volumes")).isExecutable();
        assertThat(Files.isSymbolicLink(hosts.resolve("web1/etc/letsencrypt"))).isTrue();
        assertThat(first.out()).contains("Remove what Debian brings");
        CliRun second = new CliRun(directory);
        assertThat(second.run("lab", "templates", "--out", "hosts")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(second.err()).contains("there already");
    }

    @Test
    void hostsSeeTheJvmAndEveryDirectoryOfTheClassPathOnce() throws Exception {
        Path classes = Files.createDirectories(directory.resolve("cli/target/classes"));
        Path jars = Files.createDirectories(directory.resolve("home/.m2/repository/a/b"));
        String classPath = String.join(
                File.pathSeparator, classes.toString(), jars + "/b.jar", jars.resolveSibling("c") + "/c.jar");

        LabOptions.Engine engine = LabEngine.of("/usr/lib/jvm/some", classPath);

        assertThat(engine.visible())
                .containsExactlyInAnyOrder(
                        Path.of("/usr/lib/jvm/some"), classes, directory.resolve("home/.m2/repository"));
        assertThat(engine.command()).startsWith("/usr/lib/jvm/some/bin/java").contains(classPath);
    }
}
