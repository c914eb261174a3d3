package org.headroom.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.headroom.loadgen.quic.HostFindings;
import org.headroom.loadgen.quic.QuicExamination;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.Resolution;
import org.headroom.scenarios.endpoint.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `headroom quic`: what a server's QUIC really does. */
@Command(
        name = "quic",
        header = "Look whether browsers reach a site over h3, and what its QUIC can do.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Connect to a server a handful of times and tell, one line each, what works, what does not, and what to",
            "change in nginx: h3 and its certificate, the Alt-Svc header by which browsers find h3, versions, retry,",
            "resumption and 0-RTT, connection migration, several names on one address. This is no load."
        },
        footer = {
            "",
            "Examples:",
            "  headroom quic www.example.org",
            "  headroom quic www.example.org --name shop.example.org --name blog.example.org",
            "  headroom quic new.example.org:443 --resolve new.example.org:443:192.0.2.7 --path /wp-login.php",
            "  headroom quic site.lab:8443 --cacert ca.pem --format json",
            "",
            "Exit codes: 0 browsers get everything over h3; 1 something that browsers need does not work (h3 itself, the",
            "certificate, the same answer as over TCP, the Alt-Svc header, one of the names); 2 wrong usage; 3 the name",
            "has no address, or nothing answers there over UDP or TCP. What browsers do without (retry, 0-RTT, migration)",
            "is told and changes no exit code. Details: docs/quic.md"
        })
final class QuicCommand implements Callable<Integer> {
    private static final int MOST_NAMES = 20;
    private static final int MOST_ADDRESSES = 4;

    private final Session session;

    @Parameters(paramLabel = "HOST[:PORT]", description = "The site's name (default port: 443).")
    private String host = "";

    @Option(
            names = "--name",
            paramLabel = "OTHER",
            description = "A further name that the same address serves; repeat it for several. Each must answer h3 with"
                    + " its own certificate and its own page.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "What to request (default: ${DEFAULT-VALUE}).")
    private String path = "/";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "How long each connection and each answer may take (default: ${DEFAULT-VALUE}).")
    private String timeout = "5s";

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Lines for people, or one JSON object (default: ${DEFAULT-VALUE}).")
    private String format = "text";

    @Mixin
    private TargetOptions target = new TargetOptions();

    QuicCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Target site = named("HOST", host);
        List<String> others = others(site);
        if (!path.startsWith("/")) {
            throw CliException.usage("--path '" + path + "' begins with '/'");
        }
        Duration patience = LoadOptions.positive("--timeout", timeout);
        if (patience.compareTo(Duration.ofMinutes(1)) > 0) {
            throw CliException.usage("--timeout " + timeout + ": at most 1 minute");
        }
        boolean json = json();
        QuicExamination examination = new QuicExamination(
                target.trust(Optional.empty(), session.workingDirectory()),
                path,
                patience,
                RandomGenerator.getDefault());
        List<InetSocketAddress> addresses = addresses(site, target.resolutions());
        QuicOutput output = new QuicOutput(session.terminal(), json);
        List<HostFindings> all = examine(examination, site, addresses, others, output);
        int code = code(all, site);
        output.end(all, path, code);
        return code;
    }

    private List<HostFindings> examine(
            QuicExamination examination,
            Target site,
            List<InetSocketAddress> addresses,
            List<String> others,
            QuicOutput output)
            throws IOException, InterruptedException {
        List<HostFindings> all = new ArrayList<>();
        for (InetSocketAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            output.beginning(site.host(), address);
            all.add(all.isEmpty() ? examination.whole(site.host(), address) : examination.look(site.host(), address));
            output.show(all.getLast());
        }
        for (int i = MOST_ADDRESSES; i < addresses.size(); i++) {
            output.note(addresses.get(i).getAddress().getHostAddress() + " was not looked at: at most " + MOST_ADDRESSES
                    + " addresses; choose others by --resolve");
        }
        for (String other : others) {
            output.beginning(other, addresses.getFirst());
            all.add(examination.look(other, addresses.getFirst()));
            output.show(all.getLast());
        }
        return all;
    }

    private static int code(List<HostFindings> all, Target site) {
        boolean answered = all.stream().anyMatch(one -> one.host().equals(site.host()) && one.heard());
        if (!answered) {
            return ExitCode.COULD_NOT_RUN;
        }
        return all.stream().anyMatch(HostFindings::isTrouble) ? ExitCode.ANSWER_IS_NO : ExitCode.GOOD;
    }

    private boolean json() {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "text" -> false;
            case "json" -> true;
            default -> throw CliException.usage("--format '" + format + "': choose text or json");
        };
    }

    private List<String> others(Target site) {
        List<String> others = new ArrayList<>();
        for (String name : names) {
            Target other = named("--name", name);
            if (name.matches(".*:[0-9]+/?")) {
                throw CliException.usage("--name " + name + ": leave out the port, it is HOST's");
            }
            if (other.host().equals(site.host()) || others.contains(other.host())) {
                throw CliException.usage("--name " + name + " is there twice");
            }
            others.add(other.host());
        }
        if (others.size() > MOST_NAMES) {
            throw CliException.usage("--name: at most " + MOST_NAMES + " names at once");
        }
        return others;
    }

    private static Target named(String what, String text) {
        Target parsed = TargetOptions.target(what, text.contains("://") ? text : "https://" + text);
        if (!parsed.tls()) {
            throw CliException.usage(what + " " + text + ": there is no h3 without TLS");
        }
        return parsed;
    }

    private static List<InetSocketAddress> addresses(Target site, List<Resolution> resolutions) throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : AddressBook.system(resolutions).addresses(site.host(), site.port())) {
            addresses.add(new InetSocketAddress(address, site.port()));
        }
        return addresses;
    }
}
