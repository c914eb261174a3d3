package org.headroom.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `headroom capture`: a live page's inclusion pattern as a scenario file. */
@Command(
        name = "capture",
        header = "Turn a live page and what it pulls in into a scenario file.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fetch a page and everything it pulls in (styles, scripts, images, fonts), each once, and write the",
            "pattern as a scenario file that a person can read and edit. Requests made by scripts are not seen."
        },
        footer = {
            "",
            "Examples:",
            "  headroom capture https://www.example.org/ --out site.yaml",
            "  headroom capture https://www.example.org/ --pages 5 --out site.yaml",
            "  headroom capture https://new.example.org/ --resolve new.example.org:443:192.0.2.7 --out new.yaml"
        })
final class CaptureCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "URL", description = "The first page.")
    private String url = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The scenario file to write.")
    private Path out = Path.of("scenario.yaml");

    @Option(
            names = "--pages",
            paramLabel = "N",
            defaultValue = "1",
            description = "Follow links on the same host until there are so many pages (default: ${DEFAULT-VALUE}).")
    private int pages = 1;

    @Option(
            names = "--allow",
            paramLabel = "HOST",
            description = "Resources on this other host belong to the page, too.")
    private Set<String> allow = new LinkedHashSet<>();

    @Mixin
    private TargetOptions target = new TargetOptions();

    CaptureCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (pages < 1 || pages > 100) {
            throw CliException.usage("--pages is from 1 to 100");
        }
        if (!url.matches("(?i)https?://[^/?#@]+([/?#].*)?")) {
            throw CliException.usage(
                    "a page to capture is a URL that begins with http:// or https://, names a host, and"
                            + " has no user and password in it");
        }
        Path file = session.workingDirectory().resolve(out);
        if (Files.isDirectory(file)) {
            throw CliException.usage("--out " + out + " is a directory; it names a file");
        }
        CaptureJob job = new CaptureJob(
                session, target.trust(Optional.empty(), session.workingDirectory()), target.resolutions(), allow);
        ScenarioSource captured = job.capture(url, pages);
        Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
        Files.writeString(temporary, captured.text(), StandardCharsets.UTF_8);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        session.terminal().line("Scenario: " + file);
        return ExitCode.GOOD;
    }
}
