package org.headroom.reports;

import java.util.List;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Plan.Input;
import org.headroom.tuner.plan.Plan.MemoryTable;
import org.headroom.tuner.plan.Plan.MemoryTable.Line;
import org.headroom.tuner.plan.Plan.PlannedFile;
import org.headroom.tuner.plan.Plan.Setting;

/** A plan as the tuner writes it for an origin with 2 GiB. */
final class SamplePlans {
    private static final long MEBI = 1024L * 1024;

    private SamplePlans() {}

    static Plan fitting() {
        return new Plan(1, "origin1", inputs(), settings(), memory(2048), warnings(), files());
    }

    static Plan tooLarge() {
        return new Plan(1, "origin1", inputs(), settings(), memory(1024), warnings(), files());
    }

    private static List<Input> inputs() {
        return List.of(
                new Input("memory budget", 2048.0 * MEBI, "bytes", "cgroup limit of origin1"),
                new Input("arrival rate of PHP requests", 24.6, "per_second", "FPM status, accepted conn over 60 s"),
                new Input("service time of PHP", 0.171, "seconds", "FPM status, p95 of request duration"),
                new Input("private memory of a warm child, p95", 19.4 * MEBI, "bytes", "smaps_rollup of 12 children"),
                new Input("cores", 4, "count", "nproc on origin1"),
                new Input(
                        "wait/compute of a request",
                        0.62,
                        "ratio",
                        "assumed: typical of WordPress with a local database"));
    }

    private static List<Setting> settings() {
        return List.of(
                new Setting(
                        "apache",
                        "MaxRequestWorkers",
                        "400",
                        "150",
                        "2 × 26 children + 98 slow clients = 150",
                        "More workers than children and slow clients only hold memory."),
                new Setting(
                        "apache",
                        "ThreadsPerChild",
                        "25",
                        "25",
                        "150 ÷ 6 processes",
                        "Six processes keep a crash small."),
                new Setting(
                        "php-fpm",
                        "pm.max_children",
                        "12",
                        "26",
                        "min(⌊1,310 ÷ 21.4 MiB⌋ = 61, 24.6/s × 0.171 s × 6.2 = 26)",
                        "All 12 children were busy while 37 requests queued; memory allows 61, the CPU stops helping at 26."),
                new Setting(
                        "php-fpm",
                        "pm",
                        "dynamic",
                        "static",
                        "sum of children fits the budget",
                        "Nothing is gained by ending children whose memory is reserved anyway."),
                new Setting(
                        "php-fpm",
                        "listen.backlog",
                        "511",
                        "128",
                        "26 children × 5 s ÷ 1.02 s",
                        "A longer queue only makes pages that nobody waits for."),
                new Setting(
                        "nginx",
                        "keepalive",
                        "",
                        "64",
                        "150 workers × 0.43",
                        "Saves a handshake for each dynamic request."));
    }

    private static MemoryTable memory(long budgetMebi) {
        var lines = List.of(
                line("Apache parent", 1, 9),
                line("Apache processes", 6, 14),
                line("PHP-FPM master and opcache", 1, 148),
                line("PHP-FPM children", 26, 22),
                line("MariaDB", 1, 420),
                line("Page cache floor", 1, 384),
                line("System", 1, 160));
        var total = lines.stream().mapToLong(Line::sumBytes).sum();
        return new MemoryTable(lines, total, budgetMebi * MEBI);
    }

    private static Line line(String component, long count, long mebi) {
        return new Line(component, count, mebi * MEBI, count * mebi * MEBI);
    }

    private static List<String> warnings() {
        return List.of(
                "MariaDB's buffer pool was not measured: 420 MiB is the configured size, not what it uses today.");
    }

    private static List<PlannedFile> files() {
        return List.of(
                new PlannedFile("etc/apache2/mods-available/mpm_event.conf", """
                        # Written by Headroom. Sum of all components: 1,777 MiB of 2,048 MiB.
                        <IfModule mpm_event_module>
                            ServerLimit              6
                            ThreadsPerChild         25
                            MaxRequestWorkers      150
                        </IfModule>
                        """),
                new PlannedFile("etc/php/8.2/fpm/pool.d/www.conf", """
                        [www]
                        pm = static
                        pm.max_children = 26
                        listen.backlog = 128
                        """));
    }
}
