package org.headroom.cli;

import org.headroom.probes.check.CheckResult;
import org.headroom.probes.check.JsonFormat;
import org.headroom.probes.check.NagiosFormat;
import org.headroom.probes.check.PrometheusFormat;
import org.headroom.probes.check.TextFormat;

/** How a check is told. */
enum CheckFormat {
    /** By the monitoring plugins' guidelines. */
    NAGIOS,
    /** For people. */
    TEXT,
    /** For programs. */
    JSON,
    /** For node_exporter's textfile collector. */
    PROMETHEUS;

    String of(CheckResult result) {
        return switch (this) {
            case NAGIOS -> NagiosFormat.of(result);
            case TEXT -> TextFormat.of(result);
            case JSON -> JsonFormat.of(result);
            case PROMETHEUS -> PrometheusFormat.of(result);
        };
    }
}
