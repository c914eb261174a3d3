package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.scenarios.endpoint.Resolution;
import org.headroom.scenarios.endpoint.Target;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.headroom.scenarios.stack.Certificates;
import org.headroom.scenarios.stack.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that talks to a web server. */
final class TargetOptions {
    @Option(
            names = "--resolve",
            paramLabel = "HOST:PORT:ADDR",
            description = "Connect to this address for that host and port; repeat it for several addresses.")
    private List<String> resolve = new ArrayList<>();

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description =
                    "PEM file of a CA to trust beside the system's. `load` takes the stack file's ca-file without it.")
    private @Nullable Path cacert;

    @Option(names = "--insecure", description = "Do not verify certificates.")
    private boolean insecure;

    /** What run.json keeps of it. */
    Map<String, String> asPlan() {
        return insecure ? Map.of("insecure", "true") : Map.of();
    }

    /** Whether any of them is given. */
    boolean given() {
        return insecure || cacert != null || !resolve.isEmpty();
    }

    List<Resolution> resolutions() {
        List<Resolution> parsed = new ArrayList<>();
        for (String text : resolve) {
            try {
                parsed.add(Resolution.parse(text));
            } catch (IllegalArgumentException e) {
                throw CliException.usage("--resolve " + e.getMessage());
            }
        }
        return parsed;
    }

    TrustPolicy trust(Optional<Stack> stack, Path workingDirectory) {
        if (insecure && cacert != null) {
            throw CliException.usage("--insecure and --cacert exclude each other");
        }
        if (insecure) {
            return new TrustPolicy.Insecure();
        }
        if (cacert != null) {
            Path file = workingDirectory.resolve(cacert);
            if (!Files.isReadable(file)) {
                throw CliException.usage("--cacert " + cacert + ": no such file, or not readable");
            }
            return usable("--cacert", new TrustPolicy.CaFile(file));
        }
        return stack.flatMap(Stack::certificates)
                .flatMap(Certificates::caFile)
                .map(file -> usable("certificates.ca-file of the stack file:", new TrustPolicy.CaFile(file)))
                .orElseGet(TrustPolicy.SystemTrust::new);
    }

    /** A CA file that is none is told before anything begins. */
    private static TrustPolicy usable(String option, TrustPolicy.CaFile policy) {
        try {
            TrustManagers.of(policy);
            return policy;
        } catch (NoSuchFileException e) {
            throw CliException.usage(option + " " + policy.pem() + ": no such file");
        } catch (IOException e) {
            throw CliException.usage(option + " " + e.getMessage());
        }
    }

    static Target target(String option, String text) {
        try {
            return Target.parse(text);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(option + " " + e.getMessage());
        }
    }
}
