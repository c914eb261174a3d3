package org.headroom.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.IntStream;
import org.headroom.reports.page.ReportPage;

/**
 * One HTML file that needs nothing else: no network, no script, no font. The same input gives the same file on the same
 * machine (chart labels are placed by the fonts it has).
 */
public final class HtmlReport {
    private static final String TEMPLATES = "org.headroom.reports.template";

    private HtmlReport() {}

    /**
     * Writes the report. A reader never sees half a file: it is written beside and renamed.
     *
     * @throws UncheckedIOException if it cannot be written; a report that was there before is untouched
     */
    public static void write(ReportInput input, Path file) {
        var target = file.toAbsolutePath();
        var folder = Objects.requireNonNull(target.getParent(), () -> file + " is no file");
        var html = html(input);
        try {
            Files.createDirectories(folder);
            var temporary = folder.resolve("." + target.getFileName() + ".part");
            try {
                Files.writeString(temporary, html, StandardCharsets.UTF_8);
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report " + target, e);
        }
    }

    /** The report as text. */
    public static String html(ReportInput input) {
        var runs = IntStream.range(0, input.runs().size())
                .mapToObj(i -> RunPages.page(input.runs().get(i), i + 1))
                .toList();
        var title = runs.size() == 1 ? "Headroom: " + runs.getFirst().name() : "Headroom: " + runs.size() + " runs";
        var output = new VisibleOutput();
        var engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, HtmlReport.class.getClassLoader(), TEMPLATES);
        engine.render("report.jte", new ReportPage(title, css(), runs), output);
        return output.toString();
    }

    private static String css() {
        try (var stream = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
