package org.headroom.tuner.config.apache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.tuner.config.text.HostChanges;
import org.headroom.tuner.config.text.Place;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.plan.Plan.Setting;

/**
 * A plan's Apache settings, where they take effect: the last place that has the directive for the whole server; beside the
 * other settings of the mpm if none has it.
 */
public final class ApacheEdits {
    private static final String PROXY_TIMEOUT = "ProxyTimeout";

    private final ApacheConfig config;
    private final HostChanges changes;

    /** Edits that configuration. */
    public ApacheEdits(ApacheConfig config, HostChanges changes) {
        this.config = config;
        this.changes = changes;
    }

    /** Adds what these settings change. */
    public void add(List<Setting> settings) {
        if (settings.isEmpty()) {
            return;
        }
        if (!config.sources().files().containsKey(config.entry())) {
            changes.note(config.entry() + " cannot be read: Apache's settings are left out");
            return;
        }
        Optional<String> other = config.mpm().filter(mpm -> !mpm.equals("event"));
        if (other.isPresent()) {
            changes.note("Apache runs mpm_" + other.get() + ": its settings are left as they are. Switch to mpm_event"
                    + " (PHP through PHP-FPM), then tune again");
            return;
        }
        List<Setting> missing = new ArrayList<>();
        for (Setting setting : settings) {
            Optional<Statement> current = config.ofServer(setting.name());
            if (current.isEmpty()) {
                missing.add(setting);
            } else {
                Statement there = current.get();
                boolean same = there.value().equals(setting.value());
                changes.set(config.sources(), there.place(), same, setting, "#");
            }
        }
        insertOfMpm(
                missing.stream().filter(it -> !it.name().equals(PROXY_TIMEOUT)).toList());
        missing.stream().filter(it -> it.name().equals(PROXY_TIMEOUT)).forEach(this::insertProxyTimeout);
        notes(settings);
    }

    private void insertOfMpm(List<Setting> missing) {
        if (missing.isEmpty()) {
            return;
        }
        Optional<Place> beside = lastOfMpm();
        if (beside.isPresent()) {
            changes.of(config.sources(), beside.get().file())
                    .ifPresent(file -> file.insert(
                            beside.get().end(),
                            lines(missing, file.indent(beside.get().start()))));
            return;
        }
        String path = file("/mpm_event.conf")
                .or(() -> config.statements().stream()
                        .filter(it -> it.is("LoadModule") && it.value().equals("mpm_event_module"))
                        .map(it -> it.place().file())
                        .findFirst())
                .orElse(config.entry());
        if (config.mpm().isPresent()) {
            List<String> block = new ArrayList<>();
            block.add("");
            block.add("<IfModule mpm_event_module>");
            block.addAll(lines(missing, "    "));
            block.add("</IfModule>");
            append(path, block);
        } else {
            append(path, lines(missing, ""));
        }
    }

    private Optional<Place> lastOfMpm() {
        return config.statements().reversed().stream()
                .filter(it -> it.isOfServer()
                        && ApacheConfig.mpmSettings().stream().anyMatch(it::is)
                        && isExact(it.place().file()))
                .map(Statement::place)
                .findFirst();
    }

    private void insertProxyTimeout(Setting setting) {
        if (!config.loads("proxy_module")) {
            changes.note("mod_proxy is not loaded: ProxyTimeout is left out");
            return;
        }
        append(file("/proxy.conf").orElse(config.entry()), lines(List.of(setting), ""));
    }

    /** Debian has a file for each module. */
    private Optional<String> file(String name) {
        return config.sources().files().keySet().stream()
                .filter(path -> path.endsWith(name) && path.contains("/mods-") && isExact(path))
                .findFirst();
    }

    private void append(String path, List<String> lines) {
        FileText.Found found = config.sources().files().get(path);
        if (found != null) {
            changes.of(config.sources(), path)
                    .ifPresent(file -> file.insert(found.text().length(), lines));
        }
    }

    private boolean isExact(String path) {
        FileText.Found found = config.sources().files().get(path);
        return found != null && found.exact();
    }

    private List<String> lines(List<Setting> settings, String indent) {
        List<String> lines = new ArrayList<>();
        for (Setting setting : settings) {
            if (changes.usable(setting)) {
                HostChanges.remark("#", setting).forEach(line -> lines.add(indent + line));
                lines.add(indent + setting.name() + " " + setting.value());
            }
        }
        return lines;
    }

    private void notes(List<Setting> settings) {
        for (Setting setting : settings) {
            for (Statement own : config.inSections(setting.name())) {
                changes.note(String.join(" in ", own.sections()) + " has its own " + own.name() + " " + own.value()
                        + " at " + own.place() + ", which wins there: left as it is");
            }
        }
        for (ProxyWorker worker : config.proxyWorkers()) {
            String timeout = worker.parameters().get("timeout");
            if (timeout != null) {
                changes.note(
                        "timeout=" + timeout + " at " + worker.place() + " wins over ProxyTimeout for that worker");
            }
            if ("on".equalsIgnoreCase(worker.parameters().get("enablereuse"))) {
                changes.note(
                        "enablereuse=on at " + worker.place() + ": Apache keeps connections to PHP-FPM open, and each"
                                + " holds a child that is idle. Switch it off, or have as many children as MaxRequestWorkers");
            }
        }
    }
}
