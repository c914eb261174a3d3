package org.headroom.lab.up;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostFile;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;

/** Headroom on the hosts, and the shadow that its sync engine fills on the master. */
final class Shadow {
    private static final String STACK_FILE = "/etc/headroom/stack.yaml";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    // A volume takes milliseconds for each new file, whoever writes it, but takes several at once. So the first copy is
    // made
    // in parallel; the sync engine then takes the shadow over, compares, and copies what is missing.
    private static final String SEED = """
            cd "$1"
            list=$(mktemp -d)
            find . -type f -not -path './wp-content/uploads/*' -regextype posix-extended \
                -iregex '.*\\.(css|js|mjs|map|png|jpe?g|gif|svg|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp4|webm|mp3|ogg|pdf)' \
                >"$list/all"
            split -n l/4 "$list/all" "$list/part."
            for part in "$list"/part.*; do
                (tar -cf - -T "$part" | tar -xf - -C "$2") &
                pids="${pids:-} $!"
            done
            for pid in $pids; do
                wait "$pid"
            done
            rm -r "$list"
            """;

    private final StackPlan plan;
    private final Hosts hosts;

    Shadow(StackPlan plan, Hosts hosts) {
        this.plan = plan;
        this.hosts = hosts;
    }

    /** The programs that cron and people call on a host: {@code headroom} and {@code headroom-sync}. */
    static List<HostFile> programs(StackPlan plan, HostPlan host) {
        List<HostFile> files = new ArrayList<>();
        List<String> command = plan.options().engine().command();
        if (!command.isEmpty()) {
            String quoted = command.stream().map(Shadow::quoted).collect(Collectors.joining(" "));
            files.add(new HostFile.Text(
                    "/usr/local/sbin/headroom",
                    "#!/bin/sh\n# Headroom of the machine that the lab runs on.\nexec " + quoted + " \"$@\"\n",
                    true));
        }
        if (host.has(Part.MASTER)) {
            files.add(new HostFile.Text(
                    "/usr/local/sbin/headroom-sync",
                    "#!/bin/sh\n# One pass of every site from the master to the shadow.\nset -eu\n"
                            + (command.isEmpty() ? plain(plan) : "exec headroom sync --stack " + STACK_FILE + "\n"),
                    true));
        }
        return List.copyOf(files);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    // Without an engine, what the stack's first scripts did.
    private static String plain(StackPlan plan) {
        return plan.sites().stream()
                .map(site -> """
                        rsync -am --delete --exclude=/wp-content/uploads --include='*/' --include='*.css' --include='*.js' \
                            --include='*.png' --include='*.jpg' --include='*.svg' --include='*.woff2' --exclude='*' \
                            %s/ %s/
                        """.formatted(plan.docroot(site), plan.shadow(site)))
                .collect(Collectors.joining());
    }

    /** Fills it for the first time. */
    void fill(Consumer<String> progress) {
        for (HostPlan master : plan.with(Part.MASTER)) {
            LabHost host = hosts.of(master);
            Together.each(plan.sites(), site -> progress.accept("up: shadow " + fill(host, site)));
        }
    }

    private String fill(LabHost host, WebSite site) {
        host.command("mkdir", "-p", plan.shadow(site)).require("is wp-core mounted on " + host.name() + "?");
        host.shell(SEED, plan.docroot(site), plan.shadow(site)).within(PATIENCE).require("see host " + host.name());
        if (plan.options().engine().command().isEmpty()) {
            run(host, List.of("/usr/local/sbin/headroom-sync"));
            return site.name() + ": copied by rsync";
        }
        List<String> sync = List.of("headroom", "sync", "--stack", STACK_FILE, "--site", site.name());
        List<String> init = new ArrayList<>(sync);
        init.add("--init");
        run(host, init);
        return run(host, sync);
    }

    private static String run(LabHost host, List<String> command) {
        Command.Result result = host.command(command).within(PATIENCE).run();
        if (!result.good()) {
            throw new LabException(
                    "the shadow could not be filled: " + result.output(),
                    String.join(" ", command) + " on " + host.name(),
                    "mend what it says, then run \"headroom lab up\" again");
        }
        return result.output().strip();
    }

    /** Where the stack file is on hosts, and what it refers to. */
    static Path onHosts(String name) {
        return Path.of("/etc/headroom", name);
    }
}
