package org.headroom.probes.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelperSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private final AtomicLong nanos = new AtomicLong(1);
    private final List<HelperSource> made = new ArrayList<>();

    @AfterEach
    void close() {
        made.forEach(HelperSource::close);
    }

    /** Another program in the place of perl or ssh. */
    private record Instead(List<String> program) implements Way {
        @Override
        public List<String> command(Duration patience) {
            return program;
        }
    }

    private HelperSource shell(String script) {
        return source(new Instead(List.of("sh", "-c", script, dir.toString())));
    }

    private HelperSource source(Way way) {
        HelperSource source = new HelperSource("origin1", way, Clock.systemUTC(), nanos::get);
        made.add(source);
        return source;
    }

    private void later() {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void theRealHelperLooksAtThisMachine() {
        HelperSource source = source(new Way.Local(false));
        source.order(Order.of("host"));
        source.order(Order.of("host"));

        HostFacts facts = looked(source.ask(PATIENCE));

        assertThat(facts.number("host", "-", "memory_total")).isPresent();
        assertThat(facts.number("helper", "-", "sent").getAsDouble())
                .isLessThanOrEqualTo(facts.number("helper", "-", "began").getAsDouble() + 0.001);
        assertThat(facts.number("helper", "-", "received").getAsDouble())
                .isGreaterThanOrEqualTo(facts.number("helper", "-", "ended").getAsDouble() - 0.001);
    }

    @Test
    void oneHelperServesManyLooks() throws IOException {
        HelperSource source = shell("echo x >>$0/starts; while read -r line; do case $line in \"look\t\"*)"
                + " printf 's\\t-\\tk\\tv\\nend\\n';; esac; done");

        for (int n = 0; n < 3; n++) {
            assertThat(looked(source.ask(PATIENCE)).text("s", "-", "k")).contains("v");
            later();
        }

        assertThat(Files.readAllLines(dir.resolve("starts"))).hasSize(1);
    }

    @Test
    void whoAsksAtTheSameMomentGetsTheSameLook() throws Exception {
        HelperSource source = shell("while read -r line; do case $line in \"look\t\"*) echo x >>$0/looks;"
                + " printf 'end\\n';; esac; done");

        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HostAnswer>> answers = new ArrayList<>();
            for (int n = 0; n < 20; n++) {
                answers.add(askers.submit(() -> source.ask(PATIENCE)));
            }
            for (Future<HostAnswer> answer : answers) {
                looked(answer.get());
            }
        }

        assertThat(Files.readAllLines(dir.resolve("looks"))).hasSize(1);
    }

    @Test
    void aLookUnderWayIsJoinedHoweverOldItIs() throws Exception {
        HelperSource source = shell("while read -r line; do case $line in \"look\t\"*) echo x >>$0/looks;"
                + " while ! [ -e $0/go ]; do sleep 0.02; done; printf 'end\\n';; esac; done");
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HostAnswer> first = askers.submit(() -> source.ask(PATIENCE));
            await().until(() -> Files.exists(dir.resolve("looks")));
            later();
            Future<HostAnswer> second = askers.submit(() -> source.ask(PATIENCE));
            Files.createFile(dir.resolve("go"));

            looked(first.get());
            looked(second.get());
        }
        // The second may have come after the end, and then had a look of its own.
        assertThat(Files.readAllLines(dir.resolve("looks"))).hasSizeBetween(1, 2);
    }

    @Test
    void theDeadlineHoldsWhateverHangs() {
        HelperSource source = shell("trap '' TERM; while :; do sleep 1000; done");

        HostAnswer.Unreachable answer = unreachable(source.ask(Duration.ofMillis(300)));

        assertThat(answer.problem()).isEqualTo("no look at it within 0.3 s");
        assertThat(answer.reached()).isTrue();
    }

    @Test
    void aHelperThatHangsIsReplacedInTheEnd() {
        HelperSource source = shell("if [ -e $0/once ]; then while read -r line; do case $line in \"look\t\"*)"
                + " printf 'end\\n';; esac; done; else touch $0/once; exec sleep 1000; fi");
        unreachable(source.ask(Duration.ofMillis(500)));
        await().until(() -> Files.exists(dir.resolve("once")));

        nanos.addAndGet(Duration.ofSeconds(60).toNanos());

        looked(source.ask(PATIENCE));
    }

    @Test
    void nobodyWaitsForAPipeThatSomebodyLeftBehindHoldsOpen() throws Exception {
        HelperSource source =
                shell("(while ! [ -e $0/go ]; do sleep 0.05; done) & printf 's\\t-\\tk\\tv\\nend\\n'; exit 0");

        assertThat(looked(source.ask(PATIENCE)).text("s", "-", "k")).contains("v");
        source.close();
        Files.createFile(dir.resolve("go"));
    }

    @Test
    void anAnswerThatIsCutOffIsNone() {
        HostAnswer.Unreachable answer = unreachable(
                shell("printf 'host\\t-\\tcores\\t2\\nhost\\t-\\tmem'; exit 3").ask(PATIENCE));

        assertThat(answer.reached()).isTrue();
        assertThat(answer.problem()).isEqualTo("the helper's answer is cut off (exit status 3)");
    }

    @Test
    void garbageIsNoAnswer() {
        HostAnswer.Unreachable answer = unreachable(
                shell("head -c 100000 /dev/urandom | tr -d '\\n'; exit 0").ask(PATIENCE));

        assertThat(answer.problem()).startsWith("the helper did not run");
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        HostAnswer.Unreachable answer = unreachable(shell("yes 'host\tx\ty\tz'").ask(PATIENCE));

        assertThat(answer.problem()).isEqualTo("sends more than 16 MiB and was cut off");
    }

    @Test
    void oneThatEndsBeforeItIsAskedStillSaysWhy() throws Exception {
        HelperSession session = HelperSession.start(
                new Instead(List.of(
                        "sh",
                        "-c",
                        "echo $$ >$0/pid.new; mv $0/pid.new $0/pid;" + " echo Connection refused >&2; exit 255",
                        dir.toString())),
                List.of(),
                PATIENCE,
                Clock.systemUTC());
        await().until(() -> Files.exists(dir.resolve("pid")));
        long pid = Long.parseLong(Files.readString(dir.resolve("pid")).strip());
        await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());

        HostAnswer answer = session.look(PATIENCE).get(10, TimeUnit.SECONDS);

        assertThat(unreachable(answer).problem()).isEqualTo("refuses SSH: nothing listens on port 22");
    }

    @Test
    void aHelperThatEndedIsStartedAgain() {
        HelperSource source = shell("read -r line; printf 'end\\n'; exit 0");

        looked(source.ask(PATIENCE));
        await().untilAsserted(() -> {
            later();
            looked(source.ask(PATIENCE));
        });
    }

    @Test
    void aProgramThatIsNotThereIsSaidInAWord() {
        HelperSource source = source(new Instead(List.of("/nonexistent/ssh")));

        assertThat(unreachable(source.ask(PATIENCE)).problem())
                .isEqualTo("cannot run /nonexistent/ssh on this machine");
    }

    @Test
    void closingEndsTheHelper() throws Exception {
        HelperSource source =
                shell("echo $$ >$0/pid.new; mv $0/pid.new $0/pid; while read -r line; do case $line in \"look\t\"*)"
                        + " printf 'end\\n';; esac; done");
        looked(source.ask(PATIENCE));
        long pid = Long.parseLong(Files.readString(dir.resolve("pid")).strip());

        source.close();

        await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    private static HostFacts looked(HostAnswer answer) {
        assertThat(answer).isInstanceOf(HostAnswer.Looked.class);
        return ((HostAnswer.Looked) answer).facts();
    }

    private static HostAnswer.Unreachable unreachable(HostAnswer answer) {
        assertThat(answer).isInstanceOf(HostAnswer.Unreachable.class);
        return (HostAnswer.Unreachable) answer;
    }
}
