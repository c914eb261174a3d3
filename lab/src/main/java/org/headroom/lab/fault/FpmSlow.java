package org.headroom.lab.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;
import org.headroom.lab.process.Command;

/** Every PHP script begins with a pause, which keeps its child from other work, as a slow database or interface would. */
record FpmSlow() implements Fault {
    private static final int PAUSE_SECONDS = 3;
    private static final Pattern ANSWER = Pattern.compile("^(\\d+) after ([0-9.]+) s$");

    private static final String INJECT = """
            printf '<?php usleep(%s000000);\\n' "$1" >/etc/headroom/fpm-slow.php
            for directory in /etc/php/*/fpm/conf.d; do
                echo 'auto_prepend_file = /etc/headroom/fpm-slow.php' >"$directory/99-headroom-slow.ini"
            done
            """;

    // First the settings: a child that still has them would miss the file.
    private static final String CLEAR = "rm -f /etc/php/*/fpm/conf.d/99-headroom-slow.ini";

    @Override
    public List<HostPlan> where(StackPlan plan) {
        return plan.with(Part.FPM);
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        scene.host(host).shell(INJECT, Integer.toString(PAUSE_SECONDS)).require("see host " + host.name());
        reload(scene, host);
        return Symptom.await(
                scene.host(host),
                "a page that takes seconds",
                () -> page(scene, host),
                words -> seconds(words) >= PAUSE_SECONDS);
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        LabHost on = scene.host(host);
        on.shell(CLEAR).require("see host " + host.name());
        reload(scene, host);
        String words = Symptom.await(
                on, "a page in less than the pause", () -> page(scene, host), seen -> seconds(seen) < PAUSE_SECONDS);
        on.command("rm", "-f", "/etc/headroom/fpm-slow.php").require("see host " + host.name());
        return words;
    }

    // The master stays the same process: it starts itself anew when its children have ended what they were at.
    private static void reload(Scene scene, HostPlan host) {
        scene.host(host)
                .daemon(Services.FPM)
                .pid()
                .ifPresentOrElse(
                        pid -> Command.of("sh", "-c", "kill -USR2 \"$1\"", "sh", Long.toString(pid))
                                .require("see PHP-FPM's log"),
                        () -> scene.hosts().bringUp(host, scene.hosts().service(host, Services.FPM)));
    }

    // Past the proxies where there are some, so that no other origin answers.
    private static String page(Scene scene, HostPlan host) {
        StackPlan plan = scene.plan();
        WebSite site = plan.sites().getFirst();
        List<String> curl = new ArrayList<>(List.of("curl", "-sS", "-o", "/dev/null", "--max-time", "30"));
        curl.addAll(List.of("-w", "%{http_code} after %{time_total} s"));
        if (plan.fronts().contains(host)) {
            // Only time is asked for here; the certificate may be the victim of another fault.
            curl.add("--insecure");
            curl.addAll(
                    List.of("--resolve", site.host() + ":443:" + plan.address(host), "https://" + site.host() + "/"));
        } else {
            curl.addAll(List.of("-H", "Host: " + site.host(), "-H", "X-Forwarded-Proto: https"));
            curl.add("http://" + plan.address(host) + "/");
        }
        return scene.host(host).command(curl).run().output().strip();
    }

    /** The time that a page took; not a number when it was no page. */
    static double seconds(String words) {
        Matcher matcher = ANSWER.matcher(words);
        return matcher.matches() && matcher.group(1).equals("200") ? Double.parseDouble(matcher.group(2)) : Double.NaN;
    }
}
