package org.headroom.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.headroom.loadgen.distributed.Injector;
import org.headroom.loadgen.distributed.InjectorAddress;
import org.headroom.loadgen.distributed.InjectorPermission;
import org.headroom.loadgen.distributed.InjectorSecrets;
import org.headroom.loadgen.distributed.SharedKey;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.Resolution;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `headroom injector`: sends load for a coordinator on another machine. */
@Command(
        name = "injector",
        header = "Send load for `headroom load --injectors` on another machine.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Waits for plans and plays its share of each, one plan at a time, until Ctrl-C or SIGTERM.",
            "Only who has the same key is heard. Load goes only to loopback, to hosts in this machine's stack file, and",
            "to hosts named by --allow here, whatever a plan asks for. Forms of a plan may name only the secrets that",
            "--secrets and --secret-env name here.",
            "Traffic between the machines is authenticated, not encrypted: use a private network, WireGuard or an SSH",
            "tunnel, and open the port to the coordinator only."
        },
        footer = {
            "",
            "Examples:",
            "  (umask 077; openssl rand -hex 32 > headroom.key)          once; copy it to every machine",
            "  headroom injector --listen 10.0.0.7 --key-file headroom.key --allow www.example.org",
            "  headroom injector --listen 10.0.0.7 --key-file headroom.key --allow shop.example.org \\",
            "        --secrets /etc/headroom/secrets --secret-env SHOP_USER   for $${file:/etc/headroom/secrets/shop}",
            "  headroom injector --key-file headroom.key --stack stack.yaml",
            "        (at 127.0.0.1:5701, behind: ssh -L 5701:127.0.0.1:5701 on the coordinator)",
            "then on the coordinator:",
            "  headroom load site.yaml --target https://www.example.org --allow www.example.org --rate 200/s \\",
            "        --injectors 10.0.0.7,10.0.0.8 --key-file headroom.key",
            "",
            "Exit codes: 0 stopped by Ctrl-C or SIGTERM; 2 wrong usage; 3 could not run."
        })
final class InjectorCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--listen",
            paramLabel = "ADDR[:PORT]",
            defaultValue = "127.0.0.1:5701",
            description = "One address of this machine, at which coordinators connect (default: ${DEFAULT-VALUE}).")
    private String listen = "127.0.0.1:5701";

    @Option(
            names = "--key-file",
            required = true,
            paramLabel = "FILE",
            description = "The key that all machines of a run share, readable by its owner only.")
    private Path keyFile = Path.of("");

    @Option(names = "--allow", paramLabel = "HOST", description = "Load may go to this host; its owner agrees.")
    private List<String> allow = new ArrayList<>();

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            description = "Load may go to the sites and proxies of this stack file.")
    private @Nullable Path stackFile;

    @Option(
            names = "--secrets",
            paramLabel = "DIR",
            description = "Plans may name files of this directory as $${file:DIR/…}, e.g. the password of a login;"
                    + " repeatable. Without it they may name none.")
    private List<Path> secrets = new ArrayList<>();

    @Option(
            names = "--secret-env",
            paramLabel = "NAME",
            description = "Plans may name this environment variable as $${env:NAME}; repeatable. Without it they may"
                    + " name none.")
    private List<String> secretEnv = new ArrayList<>();

    InjectorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        InetSocketAddress address = address();
        InjectorSecrets allowedSecrets = allowedSecrets();
        SharedKey key =
                RemoteOptions.key("--key-file", session.workingDirectory().resolve(keyFile));
        Optional<Stack> stack = stackFile == null
                ? Optional.empty()
                : Optional.of(StackFile.read(session.workingDirectory().resolve(stackFile)));
        Set<String> listed = StackTargets.loadable(stack);
        List<Resolution> proxies = StackTargets.resolutions(List.of(), stack);
        InjectorPermission permission =
                new InjectorPermission(allow, listed, () -> AddressBook.system(proxies), allowedSecrets);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Injector injector = Injector.start(
                address,
                key,
                Headroom.VERSION,
                permission,
                line -> session.terminal().line("  " + line))) {
            session.terminal().line("Headroom injector ready at " + text(address) + "; may load: " + mayLoad(listed));
            session.interruption().onInterrupt(stopped::countDown);
            CompletableFuture<String> lineGone = injector.lineGone()
                    .whenComplete((_, _) -> stopped.countDown())
                    .toCompletableFuture();
            stopped.await();
            if (lineGone.isDone()) {
                throw CliException.failed("the injector hears no coordinator any more: " + lineGone.join()
                        + "; start it again (systemd does with Restart=on-failure)");
            }
            session.terminal().line("  stopping");
        }
        session.interruption().endsWell();
        return ExitCode.GOOD;
    }

    /** Everything that is wrong at once. */
    private InjectorSecrets allowedSecrets() {
        List<String> problems = new ArrayList<>();
        List<Path> directories = new ArrayList<>();
        for (Path directory : secrets) {
            Path where = session.workingDirectory().resolve(directory);
            if (!Files.isDirectory(where)) {
                problems.add("--secrets " + directory + ": no such directory");
            }
            directories.add(where);
        }
        for (String name : secretEnv) {
            if (System.getenv(name) == null) {
                problems.add("--secret-env " + name + ": the variable is not set");
            }
        }
        if (!problems.isEmpty()) {
            throw CliException.usage(String.join("\nheadroom: ", problems));
        }
        return new InjectorSecrets(directories, Set.copyOf(secretEnv));
    }

    private String mayLoad(Set<String> listed) {
        Set<String> all = new LinkedHashSet<>(List.of("loopback"));
        all.addAll(allow);
        all.addAll(listed);
        return String.join(", ", all);
    }

    private static String text(InetSocketAddress address) {
        return new InjectorAddress(address.getAddress().getHostAddress(), address.getPort()).toString();
    }

    private InetSocketAddress address() {
        InjectorAddress where;
        try {
            where = InjectorAddress.parse(listen);
        } catch (IllegalArgumentException _) {
            throw CliException.usage(
                    "--listen '" + listen + "': write one address of this machine, e.g. 10.0.0.7 or 10.0.0.7:5701");
        }
        try {
            InetAddress address = InetAddress.getByName(where.host());
            if (address.isAnyLocalAddress()) {
                throw CliException.usage("--listen " + listen
                        + ": name the one address that the coordinator reaches, so that no other network does");
            }
            return new InetSocketAddress(address, where.port());
        } catch (UnknownHostException _) {
            throw CliException.usage("--listen " + listen + ": '" + where.host() + "' is no address of this machine");
        }
    }
}
