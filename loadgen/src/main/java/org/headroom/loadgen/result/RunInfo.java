package org.headroom.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * run.json: what was asked.
 *
 * @param command the command line without secrets
 * @param scenario name of the scenario
 * @param scenarioDigest SHA-256 of the scenario file
 * @param target URL that was loaded
 * @param protocols in the order run
 * @param plan rate, duration and the like, as the user gave or defaulted them
 * @param versions of Headroom, the JVM and the transports
 * @param hosts name to addresses
 * @param embeddedDemo whether the target was the embedded demo stack and not a real one
 * @param lookupMillis how long the resolver took for each name, once before the run; absent where addresses were given
 * @param injectors machines that sent the load, as named; empty, and absent from the file: this machine did
 */
public record RunInfo(
        int schema,
        String command,
        String scenario,
        String scenarioDigest,
        String target,
        List<String> protocols,
        Map<String, String> plan,
        Map<String, String> versions,
        Map<String, List<String>> hosts,
        boolean embeddedDemo,
        Instant start,
        Instant end,
        boolean interrupted,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> lookupMillis,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> injectors) {
    public RunInfo {
        protocols = List.copyOf(protocols);
        plan = Map.copyOf(plan);
        versions = Map.copyOf(versions);
        hosts = Map.copyOf(hosts);
        lookupMillis = lookupMillis == null ? Map.of() : Map.copyOf(lookupMillis);
        injectors = injectors == null ? List.of() : List.copyOf(injectors); // files of older runs have none
    }

    /** Of a run on one machine. */
    public RunInfo(
            int schema,
            String command,
            String scenario,
            String scenarioDigest,
            String target,
            List<String> protocols,
            Map<String, String> plan,
            Map<String, String> versions,
            Map<String, List<String>> hosts,
            boolean embeddedDemo,
            Instant start,
            Instant end,
            boolean interrupted) {
        this(
                schema,
                command,
                scenario,
                scenarioDigest,
                target,
                protocols,
                plan,
                versions,
                hosts,
                embeddedDemo,
                start,
                end,
                interrupted,
                Map.of(),
                List.of());
    }
}
