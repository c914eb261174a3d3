package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.headroom.loadgen.distributed.InjectorAddress;
import org.headroom.loadgen.distributed.Injectors;
import org.headroom.loadgen.distributed.InjectorsException;
import org.headroom.loadgen.distributed.SharedKey;
import org.headroom.loadgen.distributed.TransportSettings;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Other machines that send the load. */
final class RemoteOptions {
    @Option(
            names = "--injectors",
            paramLabel = "HOST[:PORT],…",
            description = "Machines that send the load in equal shares instead of this one; `headroom injector` runs on"
                    + " each (port 5701 unless given). Needs --key-file.")
    private @Nullable String injectors;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The key that this machine shares with the injectors, readable by its owner only.")
    private @Nullable Path keyFile;

    /** Wrong usage is told before anything else is done. */
    void check(LoadPlan plan, boolean roaming, boolean lookingUp) {
        if (injectors != null && roaming) {
            throw CliException.usage("--roam does not go with --injectors: injectors' visitors stay where they are");
        }
        if (injectors != null && lookingUp) {
            throw CliException.usage(
                    "--lookups visitor does not go with --injectors: injectors use the addresses that were found here");
        }
        if (injectors == null && keyFile != null) {
            throw CliException.usage("--key-file is for --injectors, which is not there");
        }
        if (injectors != null && keyFile == null) {
            throw CliException.usage("--injectors needs --key-file FILE, the same key as on the injectors");
        }
        if (plan.arrivals() instanceof Arrivals.ClosedVisitors(int visitors)
                && visitors < addresses().size()) {
            throw CliException.usage("--visitors " + visitors + " are fewer than --injectors: each needs at least one");
        }
    }

    private List<InjectorAddress> addresses() {
        try {
            return injectors == null ? List.of() : InjectorAddress.parseAll(injectors);
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--injectors " + e.getMessage());
        }
    }

    /** Connects to the injectors and gives them the plan; null: this machine plays it. */
    @Nullable
    Injectors connect(Session session, LoadPlan plan, TransportSettings transports)
            throws IOException, InterruptedException {
        if (injectors == null || keyFile == null) {
            return null;
        }
        List<InjectorAddress> all = addresses();
        SharedKey key = key("--key-file", session.workingDirectory().resolve(keyFile));
        try {
            return Injectors.connect(all, key, Headroom.VERSION, plan, transports);
        } catch (InjectorsException e) {
            throw CliException.failed(
                    String.valueOf(e.getMessage()).replace("\n", "\nheadroom: ") + "\nheadroom: no load was sent");
        }
    }

    static SharedKey key(String option, Path file) throws IOException {
        try {
            return SharedKey.read(file);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(option + " " + e.getMessage());
        } catch (java.nio.file.NoSuchFileException e) {
            throw CliException.usage(option + " " + file + ": no such file");
        }
    }
}
