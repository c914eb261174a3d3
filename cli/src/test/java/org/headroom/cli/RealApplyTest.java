package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.lab.LabPaths;
import org.headroom.lab.LabStack;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.tuner.apply.Expected;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Plan.PlannedFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are applied to an origin of the lab over ssh, with a proxy and WordPress around it. */
@Tag("lab")
class RealApplyTest {
    private static final LabPaths PATHS = LabPaths.standard().beside(new LabNet("ap", 43));

    @TempDir
    private static Path directory;

    // Beside whatever lab is up on this machine.
    private static LabStack lab = LabStack.at(PATHS, _ -> {});
    private static Stack stack;
    private static Origin origin;
    private static LabHost host;

    @BeforeAll
    static void start() throws Exception {
        Path file = directory.resolve("stack.yaml");
        lab.up(LabTopology.SPLIT, LabOptions.defaults().withStackFile(file));
        stack = StackFile.read(file);
        origin = stack.origins().getFirst();
        host = lab.host(origin.name());
    }

    @AfterAll
    static void stop() {
        lab.down();
    }

    private static String pool() {
        String version = host.command("ls", "/etc/php")
                .require("the lab's image has PHP")
                .strip();
        return "etc/php/" + version + "/fpm/pool.d/" + origin.fpm().getFirst().pool() + ".conf";
    }

    private static String there(String path) throws IOException {
        return Files.readString(host.path("/" + path));
    }

    private record Applied(int exitCode, String said) {}

    private static Applied applied(String path, String content, Expected expected) throws InterruptedException {
        Plan plan = new Plan(
                1,
                origin.name(),
                List.of(),
                List.of(),
                new Plan.MemoryTable(List.of(), 0, 0),
                List.of(),
                List.of(new PlannedFile(path, content)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Session session = new Session(
                new Terminal(stream, stream, false),
                new Interruption(Duration.ofSeconds(20)),
                directory,
                Clock.systemUTC());
        int code = new ApplyJob(session, stack, origin, new ApplyOptions()).apply(plan, _ -> expected);
        return new Applied(code, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void filesAreAppliedOverSshAndTakenBack() throws Exception {
        String pool = pool();
        String before = there(pool);
        String after = before + "\npm.max_requests = 4321\n";
        Applied applied = applied(pool, after, Expected.text(before));
        assertThat(applied.exitCode()).as(applied.said()).isZero();
        assertThat(applied.said()).contains("accepts the new files", "looking whether all is well", "Applied: ");
        assertThat(there(pool)).isEqualTo(after);

        CliRun list = new CliRun(directory);
        assertThat(list.run("tune", "--stack", "stack.yaml", "--rollback", "--list"))
                .as(list.all())
                .isZero();
        assertThat(list.out()).contains("apply  applied  /" + pool);

        CliRun back = new CliRun(directory);
        assertThat(back.run("tune", "--stack", "stack.yaml", "--rollback"))
                .as(back.all())
                .isZero();
        assertThat(there(pool)).isEqualTo(before);

        CliRun again = new CliRun(directory);
        assertThat(again.run("tune", "--stack", "stack.yaml", "--rollback")).isEqualTo(1);
        assertThat(again.err()).contains("there is nothing to roll back");
    }

    @Test
    void aWholePlanIsAppliedAndTakenBack() throws Exception {
        String pool = pool();
        String workers = "etc/apache2/mods-available/mpm_event.conf";
        String before = there(pool) + there(workers);
        CliRun apply = new CliRun(directory);
        int code = apply.run("tune", "--stack", "stack.yaml", "--budget", "1500MiB", "--apply", "--restart");
        assertThat(code).as(apply.all()).isZero();
        assertThat(there(pool) + there(workers)).isNotEqualTo(before);

        CliRun again = new CliRun(directory);
        assertThat(again.run("tune", "--stack", "stack.yaml", "--budget", "1500MiB", "--apply"))
                .as(again.all())
                .isZero();

        for (int ways = 2; !(there(pool) + there(workers)).equals(before) && ways > 0; ways--) {
            CliRun back = new CliRun(directory);
            assertThat(back.run("tune", "--stack", "stack.yaml", "--rollback", "--restart"))
                    .as(back.all())
                    .isZero();
        }
        assertThat(there(pool) + there(workers)).isEqualTo(before);
    }

    @Test
    void whatTheDaemonsAcceptAndVisitorsSufferFromIsRolledBack() throws Exception {
        String pool = pool();
        String before = there(pool);
        Applied applied = applied(
                pool, before.replaceFirst("(?m)^listen = .*", "listen = 127.0.0.1:9899"), new Expected.Anything());
        assertThat(applied.exitCode()).as(applied.said()).isEqualTo(1);
        assertThat(applied.said()).contains("Rolled back: ", "worse than before");
        assertThat(there(pool)).isEqualTo(before);
    }

    @Test
    void whatWasChangedSinceIsRefused() throws Exception {
        Applied applied = applied(pool(), "[www]\n", Expected.text("something else"));
        assertThat(applied.exitCode()).as(applied.said()).isEqualTo(1);
        assertThat(applied.said()).contains("Refused: ", "changed since it was read");
    }

    @Test
    void demandIsMeasuredByALoadOfItsOwn() {
        CliRun run = new CliRun(directory);
        int code = run.run(
                "tune", "--stack", "stack.yaml", "--budget", "1500MiB", "--measure", "--trial-time", "5s", "--diff");

        assertThat(code).as(run.all()).isZero();
        assertThat(run.out())
                .contains("capture  front", "Measuring: 5 s with 2 visitors")
                .doesNotContain("five PHP requests a second");
        assertThat(run.out()).contains("needed: L = ");
    }

    @Test
    void settingsAreTriedOnTheOriginAndTheBestStays() throws Exception {
        String pool = pool();
        String before = there(pool);
        CliRun run = new CliRun(directory);

        int code = run.run(
                "tune",
                "--stack",
                "stack.yaml",
                "--budget",
                "1500MiB",
                "--refine",
                "--trial-time",
                "5s",
                "--trials",
                "3",
                "--out",
                "refined");

        assertThat(code).as(run.all()).isZero();
        assertThat(run.out()).contains("trial 1: ", "the model's choice", "Best of ");
        Matcher inForce = Pattern.compile(
                        "In force on origin1: (\\d+) children, (\\d+) workers \\(--rollback (\\S+) goes")
                .matcher(run.out());
        assertThat(inForce.find()).as(run.all()).isTrue();
        assertThat(there(pool)).containsPattern("(?m)^pm.max_children = " + inForce.group(1) + "$");
        assertThat(there("etc/apache2/mods-available/mpm_event.conf"))
                .containsPattern("(?m)^MaxRequestWorkers +" + inForce.group(2) + "$");
        assertThat(Files.readString(directory.resolve("refined/tuning.json"))).contains("trial: ");

        CliRun back = new CliRun(directory);
        assertThat(back.run("tune", "--stack", "stack.yaml", "--rollback", inForce.group(3), "--restart"))
                .as(back.all())
                .isZero();
        assertThat(there(pool)).isEqualTo(before);
    }
}
