package org.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Fonts are found once in the life of a JVM, so the machine without any is a second one. */
class WithoutFontsTest {
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux takes its fonts from fontconfig")
    void aMachineWithoutFontsStillGetsItsNumbers(@TempDir Path folder) throws IOException, InterruptedException {
        var noFonts = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
        var report = folder.resolve("report.html");
        var java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                WithoutFontsTest.class.getName(),
                report.toString());
        java.environment().put("FONTCONFIG_FILE", noFonts.toString());
        java.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        var process = java.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(folder.resolve("log")))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
        var page = Jsoup.parse(report.toFile());
        assertThat(page.select("svg[role=img] text").text()).contains("Java found no fonts");
        assertThat(page.select("figure table td")).isNotEmpty();
    }

    /** The second JVM. */
    public static void main(String[] args) {
        HtmlReport.write(ReportInput.of(SampleRuns.demo()), Path.of(args[0]));
    }
}
