package org.headroom.probes.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program under the real perl. */
class HelperProgramTest {
    private static final String ECHO = """
            $section{echo} = sub { emit('echo', $_[0], 'all', join '|', @_) };
            """;
    private static final String HANG = """
            $section{hang} = sub { emit('hang', $_[0], 'began', 1); STDOUT->flush; print 'half a li'; STDOUT->flush; sleep 1000 };
            """;

    @TempDir
    Path dir;

    @Test
    void noTwoPartsUseTheSameNameForASub() {
        List<String> names = Pattern.compile("^sub (\\w+)", Pattern.MULTILINE)
                .matcher(HelperProgram.text())
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void noTwoPartsUseTheSameNameForASection() {
        List<String> names = Pattern.compile("^\\$section\\{(\\w+)} =", Pattern.MULTILINE)
                .matcher(HelperProgram.text())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void perlFindsNothingToWarnOf() throws Exception {
        RealHelper.Ran ran = RealHelper.run(List.of("perl", "-wc", "-"), HelperProgram.text());

        assertThat(ran.err().strip()).isEqualTo("- syntax OK");
    }

    @Test
    void itSaysWhichVersionItIs() throws Exception {
        assertThat(RealHelper.sent("", "look\t5\n").facts().text("helper", "-", "version"))
                .contains(HelperProgram.version());
    }

    @Test
    void sentOrInstalledItTakesTheSameInput() throws Exception {
        String orders = "echo\ta%09b%0Ac%25\tzwölf\necho\t\tempty\nlook\t5\n";

        RealHelper.Ran sent = RealHelper.sent(ECHO, orders);
        RealHelper.Ran installed = RealHelper.installed(dir.resolve("headroom-helper"), ECHO, orders);

        for (RealHelper.Ran ran : List.of(sent, installed)) {
            assertThat(ran.facts().text("echo", "a\tb\nc%", "all")).contains("a\tb\nc%|zwölf");
            assertThat(ran.facts().text("echo", "", "all")).contains("|empty");
            assertThat(ran.ends()).isEqualTo(1);
            assertThat(ran.err()).isEmpty();
            assertThat(ran.exit()).isZero();
        }
    }

    @Test
    void withoutBeingToldToLookItLooksOnceAtTheEndOfItsInput() throws Exception {
        assertThat(RealHelper.sent(ECHO, "echo\tx\n").ends()).isEqualTo(1);
    }

    @Test
    void itLooksAsOftenAsItIsTold() throws Exception {
        RealHelper.Ran ran = RealHelper.sent(ECHO, "echo\tx\nlook\t5\nlook\t5\nlook\t5\n");

        assertThat(ran.ends()).isEqualTo(3);
        assertThat(ran.out().lines().filter(line -> line.startsWith("echo"))).hasSize(3);
    }

    @Test
    void anUnknownSectionIsAProblemOfItsOwn() throws Exception {
        HostFacts facts = RealHelper.sent(ECHO, "nonsuch\ta\necho\tx\n").facts();

        assertThat(facts.problem("nonsuch", "a")).contains("this helper is older than Headroom: install the new one");
        assertThat(facts.text("echo", "x", "all")).contains("x");
    }

    @Test
    void hostileOrdersNeitherRunAnythingNorStopIt() throws Exception {
        Path proof = dir.resolve("proof");
        String shell = "; touch " + proof + " `touch " + proof + "` $(touch " + proof + ")";
        StringBuilder orders = new StringBuilder();
        for (String section : List.of("echo", "host", "disk", "roundtrip", "main::emit", "../echo", "")) {
            orders.append(section).append('\t').append(shell).append("\t%00%FF%zz%\n");
            orders.append(section)
                    .append("\t| touch ")
                    .append(proof)
                    .append("\t>")
                    .append(proof)
                    .append('\n');
        }
        orders.append("look\t1e9\nlook\t-1\nlook\tnan\nlook\t0.000\n")
                .append("x".repeat(300_000))
                .append('\n');

        RealHelper.Ran ran = RealHelper.sent(ECHO, orders.toString());

        assertThat(ran.ends()).isEqualTo(4);
        assertThat(ran.err()).isEmpty();
        assertThat(proof).doesNotExist();
    }

    @Test
    void garbageOnItsInputIsSurvived() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 5; round++) {
            StringBuilder garbage = new StringBuilder();
            for (int at = 0; at < 1200; at++) {
                garbage.append((char) (random.nextInt(4) == 0 ? '\n' : random.nextInt(1, 0x250)));
            }
            RealHelper.Ran ran = RealHelper.sent(ECHO, garbage + "\necho\tx\nlook\t5\n");

            assertThat(ran.facts().text("echo", "x", "all")).contains("x");
            assertThat(ran.err()).isEmpty();
        }
    }

    @Test
    void anOrderThatHangsIsGivenUpAndTheOthersArePassedOn() throws Exception {
        RealHelper.Ran ran = RealHelper.sent(ECHO + HANG, "hang\tm\necho\tx\nlook\t0.5\n");

        assertThat(ran.facts().text("echo", "x", "all")).contains("x");
        assertThat(ran.facts().text("hang", "m", "began")).contains("1");
        assertThat(ran.facts().problem("hang", "m")).contains("no answer within 0.5 s");
        assertThat(ran.out()).doesNotContain("half a li");
        assertThat(ran.ends()).isEqualTo(1);
    }

    @Test
    void whatAnOrderStartedGoesWithIt() throws Exception {
        Path pid = dir.resolve("pid");
        String starts =
                "$section{starts} = sub { open my $f, '>', '%s'; my $p = fork; if (!$p) { exec 'sleep', '1000' } print $f $p; close $f; sleep 1000 };"
                        .formatted(pid);

        RealHelper.sent(starts, "starts\nlook\t0.5\n");

        long started = Long.parseLong(Files.readString(pid));
        await().until(() ->
                ProcessHandle.of(started).filter(ProcessHandle::isAlive).isEmpty());
    }

    /** As a process in state D would: it is deaf to the signal, here because the test's section lets it leave its group. */
    @Test
    void whoIsLeftBehindHoldsNoneOfTheHelpersPipes() throws Exception {
        Path file = dir.resolve("fds");
        Path go = dir.resolve("go");
        String left = """
                $section{left} = sub {
                    setpgrp 0, 0;
                    my $child = fork;
                    if (!$child) {
                        setpgrp 0, 0;
                        close STDOUT;
                        open STDOUT, '>', '/dev/null';
                        opendir my $d, '/proc/self/fd';
                        my @fds = map { "$_ " . (readlink "/proc/self/fd/$_" || '') } grep { /^\\d+$/ } readdir $d;
                        open my $f, '>', '%s';
                        print $f join "\\n", @fds;
                        close $f;
                        rename '%s', '%s.done';
                        select undef, undef, undef, 0.01 until -e '%s';
                        POSIX::_exit(0);
                    }
                    sleep 1000;
                };
                """.formatted(file, file, file, go);

        RealHelper.Ran ran = RealHelper.sent(left + ECHO, "echo\ta\nleft\necho\tb\nlook\t1\n");
        String fds = Files.readString(Path.of(file + ".done"));
        Files.createFile(go);

        // It came to its end although that process lives: standard input and output are none of the helper's.
        assertThat(ran.ends()).isEqualTo(1);
        assertThat(fds.lines().filter(line -> line.startsWith("0 "))).containsExactly("0 /dev/null");
        assertThat(fds.lines().filter(line -> line.contains("pipe:"))).as(fds).isEmpty();
    }

    @Test
    void whatMustBeAloneIsNotBegunBesideOneThatStillRuns() throws Exception {
        String key = "alone" + ProcessHandle.current().pid() + "x" + System.nanoTime();
        Path go = dir.resolve("go");
        Path runs = dir.resolve("runs");
        // The killed one leaves something behind that lives on, as in a frozen mount.
        String alone = """
                $alone{solo} = 1;
                $section{solo} = sub {
                    open my $f, '>>', '%s'; print $f "x"; close $f;
                    if (!fork) { setpgrp 0, 0; close STDOUT; exec 'sh', '-c', 'while ! [ -e %s ]; do sleep 0.05; done' }
                    sleep 1000;
                };
                """.formatted(runs, go);

        RealHelper.Ran first = RealHelper.sent(alone, "solo\t" + key + "\nlook\t0.5\n");
        RealHelper.Ran second = RealHelper.sent(alone, "solo\t" + key + "\nlook\t5\n");
        RealHelper.Ran other = RealHelper.sent(alone, "solo\t" + key + "2\nlook\t0.3\n");
        Files.createFile(go);

        assertThat(first.facts().problem("solo", key)).contains("no answer within 0.5 s");
        assertThat(second.facts().problem("solo", key).orElse("")).startsWith("an earlier look still hangs (since ");
        assertThat(second.facts().number("solo", key, "stuck_seconds")).isPresent();
        assertThat(other.facts().problem("solo", key + "2")).contains("no answer within 0.3 s");
        assertThat(Files.readString(runs)).isEqualTo("xx");
        // Free again when the last of them is gone.
        await().untilAsserted(() -> assertThat(RealHelper.sent(alone, "solo\t" + key + "\nlook\t0.3\n")
                        .facts()
                        .problem("solo", key))
                .contains("no answer within 0.3 s"));
    }

    @Test
    void anOrderThatDiesSaysWhyAndNothingOfTheProgram() throws Exception {
        String dies = "$section{dies} = sub { emit('dies', 'x', 'k', 1); die 'no such luck' };";

        RealHelper.Ran ran = RealHelper.sent(dies, "dies\tx\n");

        assertThat(ran.facts().text("dies", "x", "k")).contains("1");
        assertThat(ran.facts().problem("dies", "x")).contains("helper: no such luck");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void anOrderThatFindsTooMuchIsStopped() throws Exception {
        String flood = "$section{flood} = sub { emit('flood', 'x', 'k', 'y' x 1000) while 1 };";

        RealHelper.Ran ran = RealHelper.sent(flood + ECHO, "flood\tx\necho\tz\nlook\t20\n");

        assertThat(ran.facts().problem("flood", "x")).contains("it found more than fits in an answer");
        assertThat(ran.facts().text("echo", "z", "all")).contains("z");
        assertThat(ran.out().length()).isLessThan(6 << 20);
    }

    @Test
    void aSignalEndsItAndAllThatItStarted() throws Exception {
        Path pid = dir.resolve("pid");
        String hang =
                "$section{hang} = sub { open my $f, '>', '%s.new'; print $f $$; close $f; rename '%s.new', '%s'; sleep 1000 };"
                        .formatted(pid, pid, pid);
        Process process = new ProcessBuilder("perl", "-").start();
        process.getOutputStream()
                .write((RealHelper.program(hang) + "\n__END__\nhang\nlook\t30\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        await().until(() -> Files.exists(pid));
        long child = Long.parseLong(Files.readString(pid));

        process.toHandle().destroy();

        await().until(() -> !process.isAlive());
        await().until(() ->
                ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }
}
