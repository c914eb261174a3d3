package org.headroom.tuner.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.headroom.tuner.config.Trees;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Plan.PlannedFile;
import org.junit.jupiter.api.Test;

class FileDiffsTest {
    @Test
    void everyChangedFileIsAUnifiedDiffAndANewOneBeginsAtNothing() {
        String before = "a\nb\nc\nd\nmax 5\ne\nf\ng\nh\n";
        assertThat(FileDiffs.of(
                        plan(
                                new PlannedFile("etc/x", before.replace("max 5", "# why\nmax 7")),
                                new PlannedFile("etc/new", "n 1\n"),
                                new PlannedFile("etc/same", "s\n")),
                        Trees.of("/etc/x", before, "/etc/same", "s\n")))
                .isEqualTo("""
                        --- a/etc/x
                        +++ b/etc/x
                        @@ -2,7 +2,8 @@
                         b
                         c
                         d
                        -max 5
                        +# why
                        +max 7
                         e
                         f
                         g
                        --- /dev/null
                        +++ b/etc/new
                        @@ -0,0 +1,1 @@
                        +n 1
                        """);
    }

    @Test
    void aMissingLineBreakIsShownAndNoTerminalIsGivenOrders() {
        assertThat(FileDiffs.of(plan(new PlannedFile("etc/x", "b\r\n\u001b[2J")), Trees.of("/etc/x", "a\r\n\u001b[2J")))
                .contains("-a\n+b\n ?[2J\n\\ No newline at end of file\n");
    }

    @Test
    void passwordsNearAChangeAreHidden() {
        String pool = "env[DB_PASSWORD] = hunter2\nwsrep_sst_auth=a:hunter2\npassword hunter2\npm.max_children = ";
        assertThat(FileDiffs.of(plan(new PlannedFile("etc/x", pool + "4\n")), Trees.of("/etc/x", pool + "5\n")))
                .doesNotContain("hunter2")
                .contains(" env[DB_PASSWORD] = ***\n")
                .contains("-pm.max_children = 5\n+pm.max_children = 4\n");
    }

    private static Plan plan(PlannedFile... files) {
        return new Plan(
                1, "origin1", List.of(), List.of(), new Plan.MemoryTable(List.of(), 0, 0), List.of(), List.of(files));
    }
}
