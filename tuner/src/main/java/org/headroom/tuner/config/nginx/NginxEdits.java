package org.headroom.tuner.config.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.tuner.config.nginx.NginxDirective.Argument;
import org.headroom.tuner.config.text.HostChanges;
import org.headroom.tuner.config.text.Place;
import org.headroom.tuner.config.text.SameValue;
import org.headroom.tuner.config.text.TextEdits;
import org.headroom.tuner.plan.Plan.Setting;

/** What follows for an NGINX whose upstream has the origin: in the upstream, and wherever requests are handed to it. */
public final class NginxEdits {
    private static final String TIMEOUT = "proxy_read_timeout";

    private final NginxConfig config;
    private final Upstream upstream;
    private final HostChanges changes;

    /** Edits that configuration. */
    public NginxEdits(NginxConfig config, Upstream upstream, HostChanges changes) {
        this.config = config;
        this.upstream = upstream;
        this.changes = changes;
    }

    /** Adds what these settings change. */
    public void add(List<Setting> settings) {
        for (Setting setting : settings) {
            switch (setting.name()) {
                case "upstream keepalive" -> keepalive(setting);
                case "upstream max_conns" -> maxConns(setting);
                case TIMEOUT -> readTimeout(setting);
                default -> changes.note("nginx " + setting.name() + " has no place in a configuration: left out");
            }
        }
    }

    private void keepalive(Setting setting) {
        Optional<NginxDirective> there = upstream.block().child("keepalive");
        if (there.isPresent()) {
            set(there.get().place(), there.get().value().equals(setting.value()), setting);
        } else {
            insertBeforeClose(remarkAnd(setting, "keepalive " + setting.value() + ";"));
        }
    }

    /** A limit without shared memory is of each worker process, so that comes with it. */
    private void maxConns(Setting setting) {
        Optional<Argument> there = upstream.maxConnsArgument();
        Place server = upstream.server().place();
        if (there.isPresent()) {
            Place at = there.get().place();
            int start = at.valueStart() + Upstream.MAX_CONNS.length();
            set(
                    new Place(at.file(), server.line(), server.start(), server.end(), start, at.valueEnd()),
                    upstream.maxConns().filter(setting.value()::equals).isPresent(),
                    setting);
        } else if (changes.usable(setting)) {
            int end = upstream.server().arguments().getFirst().place().valueEnd();
            Place behind = new Place(server.file(), server.line(), server.start(), server.end(), end, end);
            changes.of(config.sources(), server.file())
                    .ifPresent(file -> file.setValue(
                            behind, " " + Upstream.MAX_CONNS + setting.value(), HostChanges.remark("#", setting)));
        }
        if (upstream.block().child("zone").isEmpty()) {
            insertBeforeClose(List.of("zone " + upstream.name().replaceAll("\\W", "_") + " 64k;"));
        }
    }

    /** Wherever one is in force for the upstream; if for none, for all of http. */
    private void readTimeout(Setting setting) {
        boolean everywhere = true;
        for (List<NginxDirective> way : config.waysTo(upstream)) {
            Optional<NginxDirective> there = readTimeout(way);
            everywhere &= there.isPresent();
            there.ifPresent(it -> set(it.place(), SameValue.ofTime(it.value(), setting.value()), setting));
        }
        if (config.waysTo(upstream).isEmpty()) {
            changes.note(
                    "no proxy_pass hands requests to upstream " + upstream.name() + ": " + TIMEOUT + " is left out");
        } else if (!everywhere) {
            Place close = upstream.block().close();
            changes.of(config.sources(), close.file())
                    .ifPresent(file -> file.insert(
                            close.end(),
                            indented(
                                    file,
                                    upstream.block().place(),
                                    remarkAnd(setting, TIMEOUT + " " + setting.value() + ";"))));
        }
    }

    /** The innermost block that has one wins. */
    static Optional<NginxDirective> readTimeout(List<NginxDirective> way) {
        return way.reversed().stream()
                .flatMap(block -> block.child(TIMEOUT).stream())
                .findFirst();
    }

    private void set(Place place, boolean same, Setting setting) {
        changes.set(config.sources(), place, same, setting, "#");
    }

    private void insertBeforeClose(List<String> lines) {
        Place close = upstream.block().close();
        Place server = upstream.server().place();
        if (!close.file().equals(server.file()) || close.line() == server.line()) {
            changes.note("upstream " + upstream.name() + " at " + close + " is on one line, or in several files: add "
                    + lines.getLast() + " by hand");
            return;
        }
        changes.of(config.sources(), close.file())
                .ifPresent(file -> file.insert(close.start(), indented(file, server, lines)));
    }

    private static List<String> indented(TextEdits file, Place like, List<String> lines) {
        String indent = file.indent(like.start());
        return lines.stream().map(line -> indent + line).toList();
    }

    private static List<String> remarkAnd(Setting setting, String line) {
        List<String> lines = new ArrayList<>(HostChanges.remark("#", setting));
        lines.add(line);
        return lines;
    }
}
