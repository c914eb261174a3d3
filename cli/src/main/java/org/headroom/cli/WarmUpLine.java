package org.headroom.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.Summary;

/** What went before the measured parts, in one line: so many pages that count nowhere else. */
final class WarmUpLine {
    private WarmUpLine() {}

    static Optional<String> of(Summary summary) {
        String each = summary.protocols().stream()
                .flatMap(protocol -> one(protocol).stream())
                .collect(Collectors.joining("; "));
        return each.isEmpty() ? Optional.empty() : Optional.of("Warm-up, in no figure above: " + each);
    }

    private static Optional<String> one(ProtocolSummary protocol) {
        ProtocolSummary.WarmUp warmUp = protocol.warmUp();
        if (warmUp == null) {
            return Optional.empty();
        }
        String failed = warmUp.failed() == 0 ? "" : ", " + warmUp.failed() + " failed";
        return Optional.of(protocol.protocol() + " " + warmUp.count() + " pages" + failed + ", p95 "
                + ResultTable.time(warmUp.p95()));
    }
}
