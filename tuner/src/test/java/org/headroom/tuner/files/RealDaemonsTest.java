package org.headroom.tuner.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.headroom.tuner.Tuner;
import org.headroom.tuner.model.OriginMeasurements;
import org.headroom.tuner.model.Origins;
import org.headroom.tuner.model.TuningOptions;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.TuningOutcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rendered files, read by the daemons of the lab's image. */
@Tag("lab")
class RealDaemonsTest {
    private static final Path LAB = Path.of("/var/lib/headroom/lab");
    private static final Path APACHE_MODULES = Path.of("/usr/lib/apache2/modules");

    @TempDir
    private Path dir;

    @BeforeEach
    void writePlan() throws IOException {
        OriginMeasurements origin = Origins.origin(
                800,
                2,
                List.of(
                        Origins.pool("busy", 20, 0.2, 0.7),
                        Origins.pool("some", 2, 0.3, 0.2),
                        Origins.pool("rare", 0.01, 0.3, 0.5)));
        HostTree host = new HostTree("8.2", "127.0.0.1:80", Map.of());
        switch (Tuner.tune(origin, TuningOptions.DEFAULTS, host)) {
            case TuningOutcome.Planned(Plan plan) -> PlanWriter.write(plan, dir);
            case TuningOutcome.CannotFit(String explanation, var _) -> throw new AssertionError(explanation);
        }
    }

    @Test
    void apacheTakesItWithoutAWarning() throws Exception {
        Path config = Files.writeString(dir.resolve("apache2.conf"), """
                ServerRoot %1$s
                ServerName localhost
                PidFile %1$s/apache2.pid
                DefaultRuntimeDir %1$s
                ErrorLog %1$s/error.log
                Listen 127.0.0.1:18080
                LoadModule mpm_event_module %2$s/mod_mpm_event.so
                LoadModule authz_core_module %2$s/mod_authz_core.so
                LoadModule proxy_module %2$s/mod_proxy.so
                Include %1$s/etc/apache2/mods-available/mpm_event.conf
                """.formatted(dir, APACHE_MODULES));
        assertThat(run("/usr/sbin/apache2", "-t", "-f", config.toString())).isEqualTo("0 Syntax OK\n");
    }

    @Test
    void phpFpmTakesEveryPool() throws Exception {
        Path config = Files.writeString(dir.resolve("php-fpm.conf"), """
                [global]
                error_log = %1$s/fpm.log
                include = %1$s/etc/php/8.2/fpm/pool.d/*.conf
                """.formatted(dir));
        assertThat(run(fpm(), "-t", "-y", config.toString())).startsWith("0 ").contains("test is successful");
        assertThat(run(fpm(), "-tt", "-y", config.toString()))
                .contains("pm = static")
                .contains("pm = dynamic")
                .contains("pm = ondemand");
    }

    private String run(String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of(LAB.resolve("in-image").toString(), dir.toString()));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    /** Named by version on Debian: php-fpm8.4. */
    private static String fpm() throws IOException {
        try (Stream<Path> files = Files.list(LAB.resolve("image/usr/sbin"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("php-fpm"))
                    .max(String::compareTo)
                    .map(name -> "/usr/sbin/" + name)
                    .orElseThrow(() -> new AssertionError("no php-fpm: ./headroom lab install"));
        }
    }
}
