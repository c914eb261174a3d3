package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.plan.HostFile;
import org.headroom.lab.plan.HostFiles;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.headroom.lab.plan.StackPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `headroom lab templates`. */
@Command(
        name = "templates",
        mixinStandardHelpOptions = true,
        description = {
            "Write the configuration files of a topology's hosts, a directory for each host with Debian's tree in it:",
            "commented, complete, to be read and copied. Starts nothing and needs no root. Nothing that is there is",
            "overwritten."
        },
        footer = {
            "",
            "Examples:",
            "  headroom lab templates --out hosts            all files of the full stack",
            "  headroom lab templates split --out hosts      a proxy and an origin",
            "  headroom lab templates --sites 2 --out two    compare with --sites 3 to see what one more site takes"
        })
final class LabTemplatesCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOPOLOGY",
            defaultValue = "full",
            description = "As for lab up (default: ${DEFAULT-VALUE}).")
    private String topology = "full";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A directory that is not there yet.")
    private Path out = Path.of("hosts");

    @Option(names = "--sites", paramLabel = "N", description = "How many sites, 1 to 3.")
    private @Nullable Integer sites;

    @Option(
            names = "--php",
            paramLabel = "VERSION",
            defaultValue = "8.4",
            description = "PHP's version in Debian's paths (default: ${DEFAULT-VALUE}).")
    private String php = "8.4";

    LabTemplatesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        StackPlan plan = plan();
        Path directory = session.workingDirectory().resolve(out);
        if (Files.exists(directory)) {
            throw CliException.usage(directory + " is there already: name a directory that is not");
        }
        List<String> absent = new ArrayList<>();
        int written = 0;
        for (HostPlan host : plan.hosts()) {
            for (HostFile file : HostFiles.of(plan, host, php)) {
                written += write(directory.resolve(host.name()), file);
                if (file instanceof HostFile.Absent(String path)) {
                    absent.add(host.name() + ":" + path);
                }
            }
        }
        session.terminal().line(written + " files for " + plan.hosts().size() + " hosts: " + directory);
        if (!absent.isEmpty()) {
            session.terminal().line("Remove what Debian brings there: " + String.join(", ", absent));
        }
        return ExitCode.GOOD;
    }

    private StackPlan plan() {
        if (!php.matches("\\d+\\.\\d+")) {
            throw CliException.usage("--php: a version as in /etc/php, such as 8.4, not '" + php + "'");
        }
        try {
            LabOptions options = LabOptions.defaults();
            return StackPlan.of(
                    LabTopology.named(topology), sites == null ? options : options.withSites(sites), LabNet.standard());
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static int write(Path root, HostFile file) throws IOException {
        Path path = root.resolve(file.path().substring(1));
        Path parent = path.getParent();
        if (parent != null && !(file instanceof HostFile.Absent)) {
            Files.createDirectories(parent);
        }
        return switch (file) {
            case HostFile.Text(String _, String text, boolean executable) -> {
                Files.writeString(path, text);
                if (executable) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
                yield 1;
            }
            case HostFile.Link(String _, String target) -> {
                Files.createSymbolicLink(path, Path.of(target));
                yield 1;
            }
            case HostFile.Absent _ -> 0;
        };
    }
}
