package org.headroom.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/** The stack file that describes the lab to the other commands. */
final class StackFile {
    private static final Pattern PLAIN = Pattern.compile("/?[A-Za-z0-9_][A-Za-z0-9_./-]*");

    private StackFile() {}

    static void write(StackPlan plan, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path directory = target.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(fresh, text(plan));
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static String text(StackPlan plan) {
        LabPorts ports = plan.options().ports();
        String status = "http://" + StackPlan.ADDRESS + ":" + ports.apacheStatus();
        String shadow = plan.topology().hasShadow() ? "\n    shadow: " + scalar(plan.shadow()) : "";
        return """
                # Written by "headroom lab up %s"; it describes the stack on this machine.
                schema: 1
                sites:
                  - name: site1
                    hosts: [%s]
                    docroot: %s%s
                proxies:
                  - name: web1
                    address: %s
                    https-port: %d
                    http-port: %d
                origins:
                  - name: origin1
                    address: %s
                    apache: { status-url: "%s/server-status?auto" }
                    fpm:
                      - { pool: site1, status-url: "%s/fpm-status", listen: "%s:%d", status-path: /fpm-status, status-listen: "%s:%d" }
                    memory: { budget: %s, reserved: 512MiB }
                certificates:
                  ca-file: %s
                sync:
                  master: origin1
                  period: 180s
                """.formatted(
                        plan.topology().label(),
                        StackPlan.SITE_HOST,
                        scalar(plan.docroot()),
                        shadow,
                        StackPlan.ADDRESS,
                        ports.https(),
                        ports.http(),
                        StackPlan.ADDRESS,
                        status,
                        status,
                        StackPlan.ADDRESS,
                        ports.fpm(),
                        StackPlan.ADDRESS,
                        ports.fpmStatus(),
                        plan.options().originMemory(),
                        scalar(plan.certificates().caFile()));
    }

    /** Quoted when YAML could read it as something else than a path. */
    private static String scalar(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches()
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
