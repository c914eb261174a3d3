package org.headroom.tuner.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.tuner.config.apache.ApacheEdits;
import org.headroom.tuner.config.mariadb.MariadbEdits;
import org.headroom.tuner.config.nginx.NginxEdits;
import org.headroom.tuner.config.nginx.QuicReuseport;
import org.headroom.tuner.config.php.FpmEdits;
import org.headroom.tuner.config.php.IniEdits;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.text.HostChanges;
import org.headroom.tuner.config.text.SameValue;
import org.headroom.tuner.config.tree.ChangedTree;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Plan.Setting;

/**
 * The complete new text of every file that a plan changes on a host that was read.
 *
 * <p>A setting is changed where it is in force, under a remark with its reason and formula; all else stays byte for byte.
 * The result is read again before it is handed out: what would not come into force is told.
 *
 * @param files new texts by absolute path without links; only those that change
 * @param notes what an administrator must know or do
 */
public record PlanEdits(Map<String, String> files, List<String> notes) {
    public PlanEdits {
        files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
        notes = List.copyOf(notes);
    }

    /** The edits of a plan. Settings of a daemon that the host does not have are left to others. */
    public static PlanEdits of(Plan plan, HostConfig host, String originAddress) {
        HostChanges changes = new HostChanges();
        host.apache().ifPresent(it -> new ApacheEdits(it, changes).add(of(plan, "apache")));
        if (!host.fpm().isEmpty()) {
            new FpmEdits(host.fpm(), changes).add(of(plan, "php-fpm"));
            notUsed(plan, host).forEach(changes::note);
        }
        host.ini().ifPresent(it -> new IniEdits(it, changes).add(of(plan, "php")));
        host.nginx()
                .ifPresent(nginx -> host.upstream()
                        .ifPresent(upstream -> new NginxEdits(nginx, upstream, changes).add(of(plan, "nginx"))));
        host.nginx().map(QuicReuseport::notes).ifPresent(notes -> notes.forEach(changes::note));
        host.mariadb().ifPresent(it -> new MariadbEdits(it, changes).add(of(plan, "mariadb")));
        Map<String, String> files = changes.texts();
        List<String> notes = new ArrayList<>(changes.notes());
        if (!files.isEmpty()) {
            HostConfig after = HostConfig.read(new ChangedTree(host.tree(), files), originAddress);
            notes.addAll(notInForce(plan, CurrentSettings.of(after)));
        }
        return new PlanEdits(files, notes);
    }

    /** Settings that some file has, with another value than planned. */
    private static List<String> notInForce(Plan plan, CurrentSettings after) {
        List<String> notes = new ArrayList<>();
        for (Setting setting : plan.settings()) {
            Optional<Found> found = after.of(setting.daemon() + " " + setting.name());
            if (found.isPresent() && !SameValue.of(found.get().value(), setting.value())) {
                notes.add(setting.daemon() + " " + setting.name() + " stays "
                        + found.get().value() + " at " + found.get().place() + ": change it by hand to "
                        + setting.value());
            }
        }
        return notes;
    }

    /** Pools that hold memory and get no request, going by where Apache sends PHP. */
    private static List<String> notUsed(Plan plan, HostConfig host) {
        Set<String> targets = host.apache().stream()
                .flatMap(apache -> apache.phpHandlers().stream())
                .map(handler -> local(handler.target()))
                .collect(Collectors.toSet());
        CurrentSettings settings = CurrentSettings.of(host);
        return of(plan, "php-fpm").stream()
                .map(Setting::pool)
                .distinct()
                .flatMap(pool -> settings.of("php-fpm [" + pool + "] listen").stream()
                        .filter(listen -> !targets.isEmpty() && !targets.contains(local(listen.value())))
                        .map(listen -> "pool " + pool + " listens at " + listen.value() + " (" + listen.place()
                                + "), where no virtual host of Apache sends PHP"))
                .toList();
    }

    /** One spelling of an address on this host; FPM takes a port alone. */
    private static String local(String address) {
        String withHost = address.matches("\\d+") ? "127.0.0.1:" + address : address;
        return withHost.replace("localhost:", "127.0.0.1:");
    }

    private static List<Setting> of(Plan plan, String daemon) {
        return plan.settings().stream()
                .filter(setting -> setting.daemon().equals(daemon))
                .toList();
    }
}
