package org.headroom.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.headroom.lab.LabUp;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.headroom.lab.plan.StackFileText;
import org.headroom.scenarios.yaml.SizeText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `headroom lab up`. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Start a stack in place of whatever is up, wait until all of it serves, write stack.yaml. Topologies:",
            "  single-h1       one host, Apache with TLS, HTTP/1.1 only",
            "  single-h2       one host, Apache with TLS and HTTP/2",
            "  single-h3       one host, nginx with TLS, HTTP/2 and HTTP/3, PHP-FPM behind it",
            "  split           a proxy, and an origin that it passes everything on to",
            "  galera          split, with three Galera nodes",
            "  gluster-htdocs  split, with WordPress run from a Gluster volume",
            "  shadow          split, static files and uploads served by the proxy from Gluster volumes",
            "  multi-origin    a proxy, three origins with Galera and Gluster on them, shadow and uploads",
            "  full            two proxies, three origins, Galera, four Gluster volumes, ACME, three sites"
        },
        footer = {
            "",
            "Examples:",
            "  headroom lab up                              full",
            "  headroom lab up shadow --stack lab.yaml      nginx serves static files from a shadow copy",
            "  headroom lab up split --fpm-children 2       an origin with a planted bottleneck",
            "  headroom lab up split --origin-memory 400M   an origin that is killed when it is tuned wrongly"
        })
final class LabUpCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOPOLOGY",
            defaultValue = "full",
            description = "What to start (default: ${DEFAULT-VALUE}).")
    private String topology = "full";

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            defaultValue = "stack.yaml",
            description = "Where to write the stack file (default: ${DEFAULT-VALUE}).")
    private Path stack = Path.of("stack.yaml");

    @Option(names = "--yes", description = "Overwrite FILE even if it is not one that the lab has written.")
    private boolean yes;

    @Option(
            names = "--origin-memory",
            paramLabel = "SIZE",
            description = "Limit each origin's memory by a cgroup, and say so in the stack file, e.g. 400M.")
    private @Nullable String originMemory;

    @Option(names = "--sites", paramLabel = "N", description = "How many sites, 1 to 3 (default: full 3, others 1).")
    private @Nullable Integer sites;

    @Option(names = "--fpm-children", paramLabel = "N", description = "PHP-FPM's children on an origin (default: 8).")
    private @Nullable Integer fpmChildren;

    @Option(names = "--apache-workers", paramLabel = "N", description = "Apache's MaxRequestWorkers (default: 100).")
    private @Nullable Integer apacheWorkers;

    @Option(names = "--nginx-workers", paramLabel = "N", description = "nginx' worker_processes (default: 2).")
    private @Nullable Integer nginxWorkers;

    LabUpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        LabTopology wanted = wanted();
        spareForeignFile(session.workingDirectory().resolve(stack));
        LabOptions options = options();
        return LabCommand.on(session, lab -> {
            LabUp up = lab.up(wanted, options);
            lab.status().ifPresent(status -> LabTable.print(session, status));
            session.terminal()
                    .line(String.format(
                            Locale.ROOT,
                            "%s is up after %.1f s: %s at %s",
                            up.topology().label(),
                            up.took().toMillis() / 1000.0,
                            up.frontPage(),
                            up.address()));
            session.terminal().line("CA certificate: " + up.caFile());
            session.terminal().line("Stack file:     " + up.stackFile());
            return ExitCode.GOOD;
        });
    }

    // An administrator's own stack file has the same name by default.
    private void spareForeignFile(Path file) throws IOException {
        if (yes || !Files.isRegularFile(file)) {
            return;
        }
        try (Stream<String> lines = Files.lines(file)) {
            if (lines.limit(1).noneMatch(line -> line.startsWith(StackFileText.MARK))) {
                throw CliException.usage(file + " is there, and not by the lab: name another file with --stack,"
                        + " or say --yes to overwrite it");
            }
        } catch (UncheckedIOException e) {
            throw CliException.usage(file + " is there, and not by the lab: name another file with --stack");
        }
    }

    private LabTopology wanted() {
        try {
            return LabTopology.named(topology);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    private LabOptions options() {
        try {
            LabOptions options = LabOptions.defaults()
                    .withStackFile(session.workingDirectory().resolve(stack))
                    .withEngine(LabEngine.ofThisProgram());
            options = originMemory == null ? options : options.withOriginMemory(SizeText.parse(originMemory));
            options = sites == null ? options : options.withSites(sites);
            options = fpmChildren == null ? options : options.withFpmChildren(fpmChildren);
            options = apacheWorkers == null ? options : options.withApacheMaxRequestWorkers(apacheWorkers);
            return nginxWorkers == null ? options : options.withNginxWorkers(nginxWorkers);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }
}
