package org.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaves the samples in target/samples, to be looked at in a browser. */
class SamplesOnDiskTest {
    private static final Path FOLDER = Path.of("target", "samples");

    @Test
    void samplesAreLeftToBeLookedAt() {
        HtmlReport.write(ReportInput.of(SampleRuns.demo()), FOLDER.resolve("demo.html"));
        HtmlReport.write(ReportInput.of(SampleRuns.missed()), FOLDER.resolve("missed.html"));
        HtmlReport.write(ReportInput.of(WholeRun.view()), FOLDER.resolve("everything.html"));
        HtmlReport.write(ReportInput.of(SampleRuns.hour()), FOLDER.resolve("hour.html"));
        HtmlReport.write(new ReportInput(List.of(SampleRuns.missed(), SampleRuns.demo())), FOLDER.resolve("two.html"));
        assertThat(FOLDER.resolve("demo.html")).isNotEmptyFile();
        assertThat(Files.exists(FOLDER.resolve(".demo.html.part"))).isFalse();
    }
}
