package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.headroom.lab.LabPaths;
import org.headroom.lab.LabStack;
import org.headroom.lab.fault.FaultName;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every fault of the lab under a check of the whole stack: found within one run, in words that say what to do, with no
 * alarm beyond what truly depends on it; and all is well again once it is cleared. What was said becomes
 * docs/faults.md. Not among the other tests with real daemons: after host-partition the sshd of that host now and then
 * closes connections for a while (its penalties for clients that were cut off).
 */
@Tag("faults")
class FaultsUnderCheckTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<FaultName, List<String>> ROWS = new TreeMap<>();

    @TempDir
    private static Path directory;

    // Beside whatever lab is up on this machine.
    private static final LabStack STACK = LabStack.at(LabPaths.standard().beside(new LabNet("fc", 33)), _ -> {});

    private static String password = "";

    /** An alarm of a check. */
    private record Alarm(String probe, String key, String level, String message, String advice) {
        static Alarm of(JsonNode verdict) {
            String probe = verdict.path("probe").asString();
            return new Alarm(
                    probe,
                    probe + " " + verdict.path("host").asString() + " "
                            + verdict.path("check").asString(),
                    verdict.path("level").asString(),
                    verdict.path("message").asString(),
                    verdict.path("advice").asString());
        }
    }

    @BeforeAll
    static void up() throws IOException {
        Path stackFile = directory.resolve("stack.yaml");
        STACK.up(LabTopology.FULL, LabOptions.defaults().withStackFile(stackFile));
        String file = Files.readAllLines(stackFile).stream()
                .filter(line -> line.contains("password-file:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
        password = Files.readString(Path.of(file)).strip();
        assertThat(password).isNotEmpty();
        assertThat(check()).as("before anything is broken").isEmpty();
    }

    @AfterAll
    static void down() throws IOException {
        STACK.down();
        writeTable();
    }

    @AfterEach
    void mended() {
        STACK.clearFaults();
    }

    @ParameterizedTest
    @EnumSource(FaultName.class)
    void aFaultIsFoundInOneRunAndNothingElseAlarms(FaultName fault) throws IOException {
        ExpectedAlarm expected = ExpectedAlarm.ALL.stream()
                .filter(one -> one.fault() == fault)
                .findFirst()
                .orElseThrow();
        STACK.fault(fault, Optional.empty());
        List<Alarm> alarms = check();
        ROWS.put(fault, alarms.stream().map(FaultsUnderCheckTest::row).toList());
        assertThat(alarms)
                .as("the right alarm")
                .anyMatch(alarm -> expected.key().matcher(alarm.key()).matches()
                        && expected.words().matcher(alarm.message()).find());
        assertThat(alarms).as("what to do").allMatch(alarm -> !alarm.advice().isBlank());
        assertThat(alarms)
                .as("nothing else")
                .allMatch(alarm -> expected.consequences().contains(alarm.probe()));
        STACK.clearFaults();
        assertThat(check()).as("after it was cleared").isEmpty();
    }

    @Test
    void aHealthyStackIsWellInEveryFormatAndThePasswordIsNowhere() throws IOException {
        for (String format : List.of("nagios", "text", "json", "prometheus")) {
            CliRun run = run("--format", format);
            assertThat(run.all()).doesNotContain(password);
        }
        try (var files = Files.walk(directory.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain(password);
            }
        }
        assertThat(run("--format", "nagios").out()).startsWith("HEADROOM OK - ").contains("'galera_size'=3;3:;2:;0");
        assertThat(run("--on-change").out()).isEmpty();
    }

    private static CliRun run(String... options) {
        CliRun run = new CliRun(directory);
        List<String> all = new ArrayList<>(List.of("check", "--state", "state", "--timeout", "20s"));
        all.addAll(List.of(options));
        assertThat(run.run(all.toArray(String[]::new))).isBetween(0, 3);
        return run;
    }

    private static List<Alarm> check() {
        JsonNode json = JSON.readTree(run("--format", "json").out());
        assertThat(json.path("verdicts")).isNotEmpty();
        List<Alarm> alarms = new ArrayList<>();
        for (JsonNode verdict : json.path("verdicts")) {
            if (verdict.path("alarms").asBoolean()) {
                alarms.add(Alarm.of(verdict));
            }
        }
        return alarms;
    }

    private static String row(Alarm alarm) {
        return "| " + alarm.level() + " | " + alarm.key() + " | " + cell(alarm.message()) + " | " + cell(alarm.advice())
                + " |";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    // Into docs only when asked for: a test run of a user must not change the sources.
    private static void writeTable() throws IOException {
        StringBuilder text = new StringBuilder("# Faults and what `check` says of them\n\n"
                + "Written by FaultsUnderCheckTest (`mvn -Pfaults verify -Dheadroom.docs=../docs`): every fault of the lab"
                + " in stack `full`, one run of `headroom check` after it was injected.\n");
        ROWS.forEach((fault, rows) -> {
            text.append("\n## ")
                    .append(fault.label())
                    .append("\n\n")
                    .append(fault.description())
                    .append(".\n\n");
            text.append("| level | verdict | what it says | what it says to do |\n|---|---|---|---|\n");
            rows.forEach(row -> text.append(row).append('\n'));
        });
        Path docs = Path.of(System.getProperty("headroom.docs", "target"));
        Files.writeString(docs.resolve("faults.md"), text);
    }
}
