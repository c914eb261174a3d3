package org.headroom.lab.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The stack file that describes the lab to the other commands. */
public final class StackFileText {
    /** How a stack file of the lab begins. */
    public static final String MARK = "# Written by \"headroom lab up ";

    private static final Pattern PLAIN = Pattern.compile("/?[A-Za-z0-9_][A-Za-z0-9_./-]*");
    private static final long DEFAULT_BUDGET_MIB = 2048;
    private static final long MIB = 1 << 20;

    private final StackPlan plan;
    private final StringBuilder text = new StringBuilder();

    private StackFileText(StackPlan plan) {
        this.plan = plan;
    }

    /**
     * Files that a stack file names, where its reader finds them.
     *
     * @param ca the authority that signed the certificates
     * @param password of the database user that may read the status
     * @param identity the private key that opens every host's root
     * @param knownHosts the hosts' public keys
     */
    public record Named(Path ca, Path password, Path identity, Path knownHosts) {}

    /** The text. */
    public static String of(StackPlan plan, Named named) {
        StackFileText made = new StackFileText(plan);
        made.line(MARK + plan.topology().label() + "\": " + plan.topology().description() + ".");
        made.line("schema: 1");
        made.sites();
        made.proxies();
        made.origins();
        if (plan.hasGalera()) {
            made.galera(named.password());
        }
        if (plan.hasGluster()) {
            made.gluster();
        }
        made.line("certificates:");
        made.line("  ca-file: %s".formatted(scalar(named.ca())));
        made.line("  tree: %s".formatted(plan.letsencrypt()));
        if (plan.has(Part.MASTER)) {
            made.sync();
        }
        made.ssh(named);
        return made.text.toString();
    }

    private void sites() {
        line("sites:");
        for (WebSite site : plan.sites()) {
            line("  - name: %s".formatted(site.name()));
            line("    hosts: [%s, %s]".formatted(site.host(), String.join(", ", site.aliases())));
            line("    docroot: %s".formatted(plan.docroot(site)));
            if (plan.layout().has(Layout.USER)) {
                line("    uploads:");
                line("      link: %s/wp-content/uploads".formatted(plan.docroot(site)));
                line("      target: %s".formatted(plan.uploads(site)));
            }
            if (plan.hasShadow()) {
                line("    shadow: %s".formatted(plan.shadow(site)));
            }
        }
    }

    private void proxies() {
        line("proxies:");
        for (HostPlan front : plan.fronts()) {
            String status = front.has(Part.NGINX)
                    ? ", status-url: \"http://" + plan.address(front) + ":8081/nginx_status\""
                    : "";
            line("  - { name: %s, address: %s%s }".formatted(front.name(), plan.address(front), status));
        }
    }

    private void origins() {
        line("origins:");
        for (HostPlan origin : plan.origins()) {
            String status = "http://" + plan.address(origin) + ":8081";
            line("  - name: %s".formatted(origin.name()));
            line("    address: %s".formatted(plan.address(origin)));
            if (origin.has(Part.APACHE)) {
                line("    apache: { status-url: \"%s/server-status?auto\" }".formatted(status));
            }
            line("    fpm:");
            for (WebSite site : plan.sites()) {
                line("      - { pool: %1$s, status-url: \"%2$s/fpm-status/%1$s\" }".formatted(site.name(), status));
            }
            long limit = plan.options().originMemoryBytes().orElse(DEFAULT_BUDGET_MIB * MIB);
            line("    memory: { budget: %dMiB }".formatted(limit / MIB));
        }
    }

    private void galera(Path passwordFile) {
        line("galera:");
        line("  nodes:");
        for (HostPlan node : plan.with(Part.DATABASE)) {
            line("    - { name: %s, address: %s }".formatted(node.name(), plan.address(node)));
        }
        line("  user: headroom");
        line("  password-file: %s".formatted(scalar(passwordFile)));
        line("  expected-size: %d".formatted(plan.with(Part.DATABASE).size()));
    }

    private void gluster() {
        List<HostPlan> nodes = plan.with(Part.BRICKS);
        line("gluster:");
        line("  nodes: [%s]".formatted(nodes.stream().map(HostPlan::name).collect(Collectors.joining(", "))));
        line("  volumes:");
        for (String volume : plan.layout().volumes()) {
            String writes = volume.equals(Layout.USER) ? ", write-test: /mnt/%s/.headroom".formatted(volume) : "";
            line("    - { name: %1$s, mount: /mnt/%1$s, bricks: %2$d%3$s }".formatted(volume, nodes.size(), writes));
        }
    }

    private void sync() {
        line("sync:");
        line("  master: %s".formatted(plan.with(Part.MASTER).getFirst().name()));
        line("  shadow: /mnt/%s".formatted(Layout.CORE));
        String subservers = plan.origins().stream()
                .filter(host -> !host.has(Part.MASTER))
                .map(HostPlan::name)
                .collect(Collectors.joining(", "));
        line("  subservers: [%s]".formatted(subservers));
        line("  period: 180s");
    }

    private void ssh(Named named) {
        line("ssh:");
        line("  user: root");
        line("  identity-file: %s".formatted(scalar(named.identity())));
        line("  known-hosts-file: %s".formatted(scalar(named.knownHosts())));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Quoted when YAML could read it as something else than a path. */
    static String scalar(Path path) {
        String plain = path.toString();
        return PLAIN.matcher(plain).matches()
                ? plain
                : "\"" + plain.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
