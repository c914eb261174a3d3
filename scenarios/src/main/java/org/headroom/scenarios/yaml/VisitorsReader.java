package org.headroom.scenarios.yaml;

import java.time.Duration;
import java.util.Optional;
import org.headroom.scenarios.model.Returning;

/** Which share of visitors comes back. */
final class VisitorsReader {
    private VisitorsReader() {}

    /** {@code returning: 30%}, or {@code returning: { share: 30%, away: 7d }}. */
    static Returning returning(Section root) {
        Optional<Value> value = root.optional("returning");
        if (value.isEmpty()) {
            return Returning.NOBODY;
        }
        if (!value.get().isSection()) {
            return new Returning(value.get().percent().orElse(0.0), Returning.USUALLY_AWAY);
        }
        return root.section("returning", section -> {
                    double share =
                            section.required("share").flatMap(Value::percent).orElse(0.0);
                    Duration away = section.duration("away", Returning.USUALLY_AWAY);
                    return new Returning(share, away);
                })
                .orElse(Returning.NOBODY);
    }

    static String write(Returning returning) {
        String share = PercentText.format(returning.share());
        return returning.away().equals(Returning.USUALLY_AWAY)
                ? share
                : "{ share: " + share + ", away: " + DurationText.format(returning.away()) + " }";
    }
}
