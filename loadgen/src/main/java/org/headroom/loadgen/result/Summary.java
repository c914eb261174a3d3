package org.headroom.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * summary.json.
 *
 * @param generatorLimits why {@code generatorLimited} is true, one sentence each
 * @param limit what set the limit; null when nobody looked (no probes)
 * @param generator what the generator itself used and lacked; null in runs of older versions
 * @param injectors the machines of a distributed run; empty, and absent from the file, for a run on one machine
 */
public record Summary(
        int schema,
        RunVerdict verdict,
        boolean generatorLimited,
        List<String> generatorLimits,
        List<ProtocolSummary> protocols,
        List<SloResult> slo,
        @Nullable Limit limit,
        @Nullable GeneratorSummary generator,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<InjectorResult> injectors) {
    /** One that tells nothing of the generator. */
    public Summary(
            int schema,
            RunVerdict verdict,
            boolean generatorLimited,
            List<String> generatorLimits,
            List<ProtocolSummary> protocols,
            List<SloResult> slo,
            @Nullable Limit limit) {
        this(schema, verdict, generatorLimited, generatorLimits, protocols, slo, limit, null, List.of());
    }

    public Summary {
        generatorLimits = List.copyOf(generatorLimits);
        protocols = List.copyOf(protocols);
        slo = List.copyOf(slo);
        injectors = injectors == null ? List.of() : List.copyOf(injectors); // files of older runs have none
    }
}
