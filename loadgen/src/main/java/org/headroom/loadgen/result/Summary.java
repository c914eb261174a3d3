package org.headroom.loadgen.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * summary.json.
 *
 * @param generatorLimits why {@code generatorLimited} is true, one sentence each
 * @param limit what set the limit; null when nobody looked (no probes)
 * @param generator what the generator itself used and lacked; null in runs of older versions
 */
public record Summary(
        int schema,
        RunVerdict verdict,
        boolean generatorLimited,
        List<String> generatorLimits,
        List<ProtocolSummary> protocols,
        List<SloResult> slo,
        @Nullable Limit limit,
        @Nullable GeneratorSummary generator) {
    /** One that tells nothing of the generator. */
    public Summary(
            int schema,
            RunVerdict verdict,
            boolean generatorLimited,
            List<String> generatorLimits,
            List<ProtocolSummary> protocols,
            List<SloResult> slo,
            @Nullable Limit limit) {
        this(schema, verdict, generatorLimited, generatorLimits, protocols, slo, limit, null);
    }

    public Summary {
        generatorLimits = List.copyOf(generatorLimits);
        protocols = List.copyOf(protocols);
        slo = List.copyOf(slo);
    }
}
