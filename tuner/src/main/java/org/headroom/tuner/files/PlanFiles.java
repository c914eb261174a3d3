package org.headroom.tuner.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Plan.PlannedFile;
import org.headroom.tuner.plan.Plan.Setting;

/** Renders a plan's settings into the files of the daemons, at their places on a Debian host. */
public final class PlanFiles {
    private final Plan plan;
    private final HostTree host;

    private PlanFiles(Plan plan, HostTree host) {
        this.plan = plan;
        this.host = host;
    }

    /** The plan with its files. */
    public static Plan addTo(Plan plan, HostTree host) {
        PlanFiles files = new PlanFiles(plan, host);
        return new Plan(
                plan.schema(),
                plan.origin(),
                plan.inputs(),
                plan.settings(),
                plan.memory(),
                plan.warnings(),
                files.all());
    }

    private List<PlannedFile> all() {
        List<PlannedFile> files = new ArrayList<>();
        files.add(apache());
        pools().forEach(pool -> files.add(pool(pool)));
        files.add(nginx());
        files.add(mariadb());
        return files;
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

    private PlannedFile nginx() {
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
        return new PlannedFile("etc/nginx/conf.d/headroom-upstream.conf", file.toString());
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

    private List<String> pools() {
        return of("php-fpm").stream().map(Setting::pool).distinct().toList();
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
