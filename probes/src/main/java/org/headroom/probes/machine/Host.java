package org.headroom.probes.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.yaml.SizeText;

/** What the probe read of one host, or of something on it, for rules. */
record Host(Health health, String name) {
    /** Every host that was looked at: those that are away or refused have nothing to judge. */
    static List<Host> looked(Health health) {
        return all(health).stream().filter(Host::here).toList();
    }

    /** Every host that was asked. */
    static List<Host> all(Health health) {
        return health.now().hosts(HostProbe.NAME).stream()
                .map(name -> new Host(health, name))
                .toList();
    }

    boolean here() {
        return number(HostProbe.REACHABLE).orElse(0) > 0;
    }

    boolean away() {
        return number(HostProbe.REACHABLE).orElse(1) == 0;
    }

    OptionalDouble number(String key) {
        return health.now().value(HostProbe.NAME, name, key);
    }

    Optional<String> fact(String key) {
        return health.now().fact(HostProbe.NAME, name, key);
    }

    Host on(String part) {
        return new Host(health, name + part);
    }

    Verdict ok(String check, String message) {
        return Verdict.ok(HostProbe.NAME, name, check, message);
    }

    Verdict verdict(String check, Level level, String message, String advice) {
        return Verdict.of(HostProbe.NAME, name, check, level, message, level == Level.OK ? "" : advice);
    }

    /** The end of a label for graphs. */
    String label() {
        return name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("_+$", "");
    }

    static String percent(double share) {
        // 99.96 % full is not 100 %.
        return String.format(Locale.ROOT, "%.0f %%", Math.floor(share * 100));
    }

    static String size(double bytes) {
        return SizeText.rounded((long) bytes);
    }

    static String millis(double seconds) {
        return String.format(Locale.ROOT, seconds < 0.001 ? "%.2f ms" : "%.1f ms", seconds * 1e3);
    }
}
