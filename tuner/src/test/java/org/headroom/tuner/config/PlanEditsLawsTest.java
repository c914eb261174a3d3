package org.headroom.tuner.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.headroom.tuner.config.apache.Statement;
import org.headroom.tuner.config.nginx.NginxDirective;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.text.Remark;
import org.headroom.tuner.config.tree.ChangedTree;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.config.tree.TextTree;
import org.headroom.tuner.plan.Plan;

/** What holds whatever the host's files say: what is planned comes into force, and nothing else changes. */
class PlanEditsLawsTest {
    private static final String ORIGIN = "192.0.2.11:80";
    private static final String APACHE = "/etc/apache2/apache2.conf";
    private static final String POOLS = "/etc/php-fpm.conf";
    private static final String NGINX = "/etc/nginx/nginx.conf";
    private static final String MARIADB = "/etc/my.cnf";

    private static final Pattern NOTHING = Pattern.compile("(?!)");
    /** In garbage a value may be anything, and on the line behind a backslash. */
    private static final Pattern TOUCHED = Pattern.compile(
            "MaxRequestWorkers|pm.max_children|max_connections|proxy_read_timeout|192.0.2.11|[\\\\\"']");

    @Property(tries = 400)
    void whatIsPlannedForApacheComesIntoForceAndNothingElse(
            @ForAll("apache") Map<String, String> files, @ForAll("apachePlans") Plan plan) {
        HostConfig before = HostConfig.read(TextTree.of(files), ORIGIN);
        HostConfig after = afterwards(before, plan);
        assertThat(others(after, plan)).isEqualTo(others(before, plan));
        assertThat(after.problems()).isEqualTo(before.problems());
    }

    @Property(tries = 400)
    void whatIsPlannedForPoolsComesIntoForceAndNothingElse(
            @ForAll("pools") Map<String, String> files, @ForAll("poolPlans") Plan plan) {
        HostConfig before = HostConfig.read(TextTree.of(files), ORIGIN);
        HostConfig after = afterwards(before, plan);
        for (String pool : List.of("www", "shop")) {
            assertThat(values(after, pool, plan)).isEqualTo(values(before, pool, plan));
        }
    }

    @Property(tries = 300)
    void whatIsPlannedForTheDatabaseComesIntoForce(
            @ForAll("mariadb") Map<String, String> files, @ForAll("mariadbPlans") Plan plan) {
        HostConfig before = HostConfig.read(TextTree.of(files), ORIGIN);
        HostConfig after = afterwards(before, plan);
        for (String other : List.of("key_buffer_size", "skip_name_resolve", "datadir")) {
            assertThat(value(after, other)).isEqualTo(value(before, other));
        }
    }

    @Property(tries = 300)
    void whatIsPlannedForAnUpstreamComesIntoForce(
            @ForAll("nginx") Map<String, String> files, @ForAll("nginxPlans") Plan plan) {
        HostConfig before = HostConfig.read(TextTree.of(files), ORIGIN);
        HostConfig after = afterwards(before, plan);
        assertThat(untouched(after)).isEqualTo(untouched(before));
    }

    @Property(tries = 1_000)
    void noGarbageIsTooMuch(
            @ForAll("garbage") String apache,
            @ForAll("garbage") String pools,
            @ForAll("garbage") String nginx,
            @ForAll("garbage") String mariadb) {
        ConfigTree tree = Trees.of(APACHE, apache, POOLS, pools, NGINX, nginx, MARIADB, mariadb);
        Plan plan = Plans.of(
                "apache|MaxRequestWorkers|75",
                "apache|ProxyTimeout|66",
                "php-fpm|[www] pm.max_children|4",
                "nginx|upstream keepalive|5",
                "nginx|proxy_read_timeout|71s",
                "mariadb|max_connections|151");
        HostConfig host = HostConfig.read(tree, ORIGIN);
        assertThat(host.problems()).allSatisfy(problem -> assertThat(problem).doesNotContain("\n"));
        CurrentSettings.of(host);
        PlanEdits edits = PlanEdits.of(plan, host, ORIGIN);
        edits.files().forEach((path, text) -> assertKept(tree, path, text, TOUCHED));
    }

    /** The host with the plan's files; each planned setting in force, tuned once more without a change. */
    private static HostConfig afterwards(HostConfig before, Plan plan) {
        PlanEdits edits = PlanEdits.of(plan, before, ORIGIN);
        edits.files().forEach((path, text) -> assertKept(before.tree(), path, text, NOTHING));
        HostConfig after = HostConfig.read(new ChangedTree(before.tree(), edits.files()), ORIGIN);
        CurrentSettings settings = CurrentSettings.of(after);
        for (Plan.Setting setting : plan.settings()) {
            assertThat(settings.of(setting.daemon() + " " + setting.name()).map(Found::value))
                    .as(setting.name() + " in " + edits)
                    .contains(setting.value());
        }
        assertThat(PlanEdits.of(plan, after, ORIGIN).files()).isEmpty();
        return after;
    }

    /** Every line that was there is there in order, unless its value changed; what is new is a remark or a setting. */
    private static void assertKept(ConfigTree tree, String path, String text, Pattern but) {
        if (!(tree.read(path) instanceof FileText.Found(var _, String before, var _))) {
            return;
        }
        Iterator<String> now = text.lines()
                .filter(line -> !Remark.isOne(line))
                .map(PlanEditsLawsTest::withoutValue)
                .toList()
                .iterator();
        for (String line : before.lines().filter(it -> !Remark.isOne(it)).toList()) {
            if (but.matcher(line).find()) {
                continue;
            }
            String wanted = withoutValue(line);
            boolean found = false;
            while (!found && now.hasNext()) {
                found = now.next().equals(wanted);
            }
            assertThat(found).as("'%s' is in '%s'", line, text).isTrue();
        }
    }

    /** Numbers and words that plans set are all alike here. */
    private static String withoutValue(String line) {
        return line.replaceAll(" max_conns=\\d+", "").replaceAll("\"?\\b(\\d+[ms]?|static|dynamic)\\b\"?", "#");
    }

    private static List<String> others(HostConfig host, Plan plan) {
        List<String> planned = new ArrayList<>(List.of("MaxClients"));
        plan.settings().forEach(setting -> planned.add(setting.name()));
        return host.apache().orElseThrow().statements().stream()
                .filter(it -> !it.isOfServer() || planned.stream().noneMatch(it::is))
                .map(PlanEditsLawsTest::shown)
                .toList();
    }

    private static String shown(Statement statement) {
        return statement.name() + statement.arguments() + statement.sections();
    }

    private static Map<String, String> values(HostConfig host, String pool, Plan plan) {
        Map<String, String> values = new TreeMap<>();
        host.fpm().getFirst().of(pool).forEach((key, found) -> values.put(key, found.value()));
        plan.settings().stream().filter(it -> it.pool().equals(pool)).forEach(it -> values.remove(it.directive()));
        return values;
    }

    private static Optional<String> value(HostConfig host, String option) {
        return host.mariadb().orElseThrow().of(option).map(Found::value);
    }

    private static List<String> untouched(HostConfig host) {
        List<String> planned = List.of("keepalive", "zone", "proxy_read_timeout");
        return host.nginx()
                .orElseThrow()
                .all()
                .filter(it -> !planned.contains(it.name()))
                .map(it -> it.name()
                        + it.arguments().stream()
                                .map(NginxDirective.Argument::text)
                                .filter(text -> !text.startsWith("max_conns"))
                                .toList())
                .toList();
    }

    @Provide
    Arbitrary<Map<String, String>> apache() {
        Arbitrary<String> lines = lines(
                "MaxRequestWorkers 150",
                "  maxclients \"120\"",
                "\tMaxRequestWorkers\t\t7   ",
                "Thread\\\nLimit \\\n  64",
                "ThreadsPerChild 25",
                "StartServers 3",
                "# a comment\\\n MaxRequestWorkers 3",
                "# headroom: StartServers: old",
                "ProxyTimeout 60",
                "LogFormat \"%h \\\"%r\\\" 5\" x",
                "<IfModule mpm_event_module>\n  MinSpareThreads 9\n  MaxRequestWorkers 8\n</IfModule>",
                "<IfModule mpm_prefork_module>\n  MaxRequestWorkers 1\n</IfModule>",
                "<VirtualHost *:80>\n  ProxyTimeout 3\n</VirtualHost>",
                "Include extra.conf",
                "");
        return Combinators.combine(lines, lines, breaks())
                .as((main, extra, lineBreak) -> files(
                        lineBreak,
                        APACHE,
                        "LoadModule mpm_event_module x\nLoadModule proxy_module y\n" + main,
                        "/etc/apache2/extra.conf",
                        extra.replace("Include extra.conf", "")));
    }

    @Provide
    Arbitrary<Plan> apachePlans() {
        return plans(
                "apache|MaxRequestWorkers|", "apache|ThreadLimit|", "apache|StartServers|", "apache|ProxyTimeout|");
    }

    @Provide
    Arbitrary<Map<String, String>> pools() {
        Arbitrary<String> lines = lines(
                "pm = dynamic",
                "pm=\"static\" ; so",
                "  pm.max_children = 5",
                "pm.max_children=9;x",
                "; pm.max_children = 3",
                "; headroom: pm.max_children: old",
                "user = www-data",
                "listen = /run/$pool.sock",
                "env[PATH] = /bin",
                "[shop]",
                "[www]",
                "");
        return Combinators.combine(lines, lines, breaks())
                .as((main, extra, lineBreak) -> files(
                        lineBreak,
                        POOLS,
                        "[global]\npid = x\n[www]\n" + main + "\ninclude = /etc/php-fpm.d/*.conf\n",
                        "/etc/php-fpm.d/shop.conf",
                        "[shop]\n" + extra));
    }

    @Provide
    Arbitrary<Plan> poolPlans() {
        return plans(
                "php-fpm|[www] pm.max_children|", "php-fpm|[shop] pm.max_children|", "php-fpm|[www] pm.max_requests|");
    }

    @Provide
    Arbitrary<Map<String, String>> mariadb() {
        Arbitrary<String> lines = lines(
                "[mysqld]",
                "[mariadbd]",
                "[client]",
                "max_connections = 57",
                "max-connections=\"60\" # c",
                "loose_max_connections =  61",
                "key_buffer_size = 1M",
                "skip-name-resolve",
                "datadir = '/var/#x'",
                "# max_connections = 3",
                "");
        return Combinators.combine(lines, lines, breaks(), Arbitraries.of("", "!includedir /etc/my.cnf.d\n"))
                .as((main, extra, lineBreak, include) -> files(
                        lineBreak,
                        MARIADB,
                        "[server]\n" + main + "\n" + include,
                        "/etc/my.cnf.d/a.cnf",
                        "[server]\n" + extra));
    }

    @Provide
    Arbitrary<Plan> mariadbPlans() {
        return plans("mariadb|max_connections|");
    }

    @Provide
    Arbitrary<Map<String, String>> nginx() {
        Arbitrary<String> upstream =
                lines("  keepalive 16;", "  least_conn;", "  zone z 64k;", "  server 192.0.2.12;", "  # x; {", "");
        Arbitrary<String> server = lines(
                "  proxy_read_timeout 60s;",
                "  location /a { proxy_pass http://backend; }",
                "  location /b {\n    proxy_read_timeout \"5m\"; proxy_pass http://backend/x;\n  }",
                "  set $x \"{;}\";",
                "  include extra.conf;",
                "");
        return Combinators.combine(upstream, server, breaks(), Arbitraries.of("", " max_conns=10", " max_fails=0"))
                .as((inUpstream, inServer, lineBreak, parameter) -> files(
                        lineBreak,
                        NGINX,
                        "events {}\nhttp {\nupstream backend {\n  server 192.0.2.11:80" + parameter + ";\n" + inUpstream
                                + "\n}\nserver {\n" + inServer
                                + "\n  location / { proxy_pass http://backend; }\n}\n}\n",
                        "/etc/nginx/extra.conf",
                        "client_max_body_size 8m;\n"));
    }

    @Provide
    Arbitrary<Plan> nginxPlans() {
        return Arbitraries.integers()
                .between(1, 99)
                .map(value -> Plans.of(
                        "nginx|upstream keepalive|" + value,
                        "nginx|upstream max_conns|" + (value + 100),
                        "nginx|proxy_read_timeout|" + (value + 200) + "s"));
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.of(
                        "\n",
                        "\r\n",
                        "\\",
                        "\\\n",
                        "\"",
                        "'",
                        "{",
                        "}",
                        ";",
                        "#",
                        "[",
                        "]",
                        "[www]",
                        "[mysqld]",
                        "=",
                        " ",
                        "\t",
                        "<",
                        ">",
                        "</",
                        "<IfModule x>",
                        "</IfModule>",
                        "Include *",
                        "include *;",
                        "include = /etc/*",
                        "!include /etc/my.cnf\n",
                        "!includedir /etc",
                        "MaxRequestWorkers",
                        " 5",
                        "pm.max_children",
                        "max_connections",
                        "upstream a {",
                        "server 192.0.2.11;",
                        "proxy_pass http://a;",
                        "proxy_read_timeout",
                        "http {",
                        "${",
                        "$pool",
                        "Define",
                        "\0",
                        "ä",
                        "\uD83D",
                        "# headroom: x",
                        "; headroom: pm.max_children: y\n")
                .list()
                .ofMaxSize(40)
                .map(words -> String.join("", words));
    }

    private static Arbitrary<Plan> plans(String... settings) {
        return Combinators.combine(
                        Arbitraries.subsetOf(Arrays.asList(settings)).ofMinSize(1),
                        Arbitraries.integers().between(200, 9_999))
                .as((chosen, value) -> Plans.of(Stream.of(settings)
                        .filter(chosen::contains)
                        .map(it -> it + value)
                        .toArray(String[]::new)));
    }

    private static Arbitrary<String> lines(String... vocabulary) {
        return Arbitraries.of(vocabulary).list().ofMaxSize(12).map(lines -> String.join("\n", lines));
    }

    private static Arbitrary<String> breaks() {
        return Arbitraries.of("\n", "\r\n");
    }

    private static Map<String, String> files(String lineBreak, String... pathsAndTexts) {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1].replace("\n", lineBreak));
        }
        return files;
    }
}
