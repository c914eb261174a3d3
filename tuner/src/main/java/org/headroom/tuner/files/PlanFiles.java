package org.headroom.tuner.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.headroom.tuner.config.HostConfig;
import org.headroom.tuner.config.PlanEdits;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Plan.PlannedFile;
import org.headroom.tuner.plan.Plan.Setting;

/**
 * A plan's files: complete ones of a host that was read, see {@link PlanEdits}; of a daemon that nothing is known of, a
 * file with all its settings at its place on a Debian host.
 */
public final class PlanFiles {
    private static final String CONF_D = "etc/nginx/conf.d/";
    private static final String BY_HAND = "headroom-upstream.conf";
    private static final int MOST_PROBLEMS = 10;

    private final Plan plan;
    private final HostTree host;

    private PlanFiles(Plan plan, HostTree host) {
        this.plan = plan;
        this.host = host;
    }

    /** The plan with its files, nothing being known of the host. */
    public static Plan addTo(Plan plan, HostTree host) {
        PlanFiles files = new PlanFiles(plan, host);
        List<PlannedFile> all = new ArrayList<>();
        all.add(files.apache());
        all.addAll(files.allPools());
        all.addAll(files.php());
        all.add(files.nginx(CONF_D));
        all.add(files.mariadb());
        return with(plan, all, List.of());
    }

    /** The plan with its files, complete for every daemon whose configuration was read. */
    public static Plan addTo(Plan plan, HostTree host, HostConfig config) {
        PlanFiles fragments = new PlanFiles(plan, host);
        PlanEdits edits = PlanEdits.of(plan, config, host.originAddress());
        List<PlannedFile> files = new ArrayList<>();
        edits.files().forEach((path, text) -> files.add(new PlannedFile(path.substring(1), text)));
        if (config.apache().isEmpty()) {
            files.add(fragments.apache());
        }
        if (config.fpm().isEmpty()) {
            files.addAll(fragments.allPools());
            files.addAll(fragments.php());
        }
        if (config.upstream().isEmpty()) {
            // An NGINX of this host that does not serve the origin must not take up what is meant for others.
            files.add(fragments.nginx(config.nginx().isEmpty() ? CONF_D : "etc/nginx/snippets/"));
        }
        if (config.mariadb().isEmpty()) {
            files.add(fragments.mariadb());
        }
        List<String> notes = new ArrayList<>(edits.notes());
        config.problems().stream().limit(MOST_PROBLEMS).forEach(notes::add);
        if (config.problems().size() > MOST_PROBLEMS) {
            notes.add("and " + (config.problems().size() - MOST_PROBLEMS) + " more problems of configuration files");
        }
        return with(plan, files, notes);
    }

    /** Whether a file is for proxies, to be included there by hand. */
    public static boolean isByHand(PlannedFile file) {
        return file.path().endsWith("/" + BY_HAND);
    }

    private static Plan with(Plan plan, List<PlannedFile> files, List<String> notes) {
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.addAll(notes);
        return new Plan(plan.schema(), plan.origin(), plan.inputs(), plan.settings(), plan.memory(), warnings, files);
    }

    private List<PlannedFile> allPools() {
        return of("php-fpm").stream()
                .map(Setting::pool)
                .distinct()
                .map(this::pool)
                .toList();
    }

    private List<PlannedFile> php() {
        List<Setting> settings = of("php");
        CommentedFile file = opened(";", "PHP of PHP-FPM, all pools")
                .settings(settings, setting -> setting.name() + " = " + setting.value());
        String path = "etc/php/" + host.phpVersion() + "/fpm/conf.d/99-headroom.ini";
        return settings.isEmpty() ? List.of() : List.of(new PlannedFile(path, file.toString()));
    }

    private PlannedFile apache() {
        List<Setting> mpm = of("apache").stream()
                .filter(setting -> !setting.name().equals("ProxyTimeout"))
                .toList();
        List<Setting> proxy = of("apache").stream()
                .filter(setting -> setting.name().equals("ProxyTimeout"))
                .toList();
        CommentedFile file = opened("#", "Apache, mpm_event")
                .settings(mpm, setting -> setting.name() + " " + setting.value())
                .line("")
                .line("<IfModule mod_proxy.c>")
                .settings(proxy, setting -> setting.name() + " " + setting.value())
                .line("</IfModule>");
        return new PlannedFile("etc/apache2/mods-available/mpm_event.conf", file.toString());
    }

    private PlannedFile pool(String pool) {
        HostTree.PoolHome home = host.home(pool);
        CommentedFile file = opened(";", "PHP-FPM, pool " + pool)
                .line("")
                .line("[" + pool + "]")
                .line("user = " + home.user())
                .line("group = " + home.group())
                .line("listen = " + home.listen());
        if (home.listen().startsWith("/")) {
            file.line("listen.owner = " + home.user()).line("listen.group = " + home.group());
        }
        List<Setting> settings = of("php-fpm").stream()
                .filter(setting -> setting.pool().equals(pool))
                .toList();
        file.settings(settings, setting -> setting.directive() + " = " + setting.value());
        return new PlannedFile("etc/php/" + host.phpVersion() + "/fpm/pool.d/" + pool + ".conf", file.toString());
    }

    private PlannedFile nginx(String directory) {
        CommentedFile file = opened("#", "NGINX, for every proxy of this origin")
                .remark("Use it with: proxy_pass http://" + upstreamName()
                        + "; proxy_http_version 1.1; proxy_set_header Connection \"\"; and, since HTTP/3 has no Host"
                        + " header, proxy_set_header Host $host;");
        Setting keepalive = one("nginx", "upstream keepalive");
        Setting maxConns = one("nginx", "upstream max_conns");
        file.line("").line("upstream " + upstreamName() + " {");
        file.line("    # Shared by the worker processes: without it max_conns would be of each.");
        file.line("    zone " + upstreamName() + " 64k;");
        file.explain(maxConns);
        file.line("    server " + host.originAddress() + " max_conns=" + maxConns.value() + ";");
        file.explain(keepalive);
        file.line("    keepalive " + keepalive.value() + ";");
        file.line("}");
        file.settings(
                List.of(one("nginx", "proxy_read_timeout")), setting -> setting.name() + " " + setting.value() + ";");
        return new PlannedFile(directory + BY_HAND, file.toString());
    }

    private PlannedFile mariadb() {
        CommentedFile file = opened("#", "MariaDB, for every node that serves this origin")
                .line("")
                .line("[mariadbd]")
                .settings(of("mariadb"), setting -> setting.name() + " = " + setting.value());
        return new PlannedFile("etc/mysql/mariadb.conf.d/99-headroom.cnf", file.toString());
    }

    private CommentedFile opened(String comment, String what) {
        return new CommentedFile(comment)
                .remark(what + ": written by `headroom tune` for origin " + plan.origin() + ".")
                .remark(String.format(
                        Locale.ROOT,
                        "Everything on the host together takes at most %.0f of %.0f MiB; tuning.json has the table and"
                                + " where each figure was measured.",
                        plan.memory().totalBytes() / 1048576.0,
                        plan.memory().budgetBytes() / 1048576.0));
    }

    private String upstreamName() {
        return "headroom_" + plan.origin().replaceAll("[^A-Za-z0-9_]", "_");
    }

    private List<Setting> of(String daemon) {
        return plan.settings().stream()
                .filter(setting -> setting.daemon().equals(daemon))
                .toList();
    }

    private Setting one(String daemon, String name) {
        return of(daemon).stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a plan without " + daemon + " " + name));
    }
}
