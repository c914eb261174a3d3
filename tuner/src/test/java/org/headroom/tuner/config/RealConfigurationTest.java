package org.headroom.tuner.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.tuner.config.apache.ApacheConfig;
import org.headroom.tuner.config.apache.Statement;
import org.headroom.tuner.config.php.FpmConfig;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.tree.DirectoryTree;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.plan.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read here is what the daemons of the lab's image say, before and after a plan's files are written. */
@Tag("lab")
class RealConfigurationTest {
    private static final Path LAB = Path.of("/var/lib/headroom/lab");
    private static final String ORIGIN = "127.0.0.1:8080";
    private static final Plan PLAN = Plans.of(
            "apache|ServerLimit|4",
            "apache|StartServers|1",
            "apache|ThreadLimit|64",
            "apache|ThreadsPerChild|25",
            "apache|MaxRequestWorkers|75",
            "apache|AsyncRequestWorkerFactor|3",
            "apache|ListenBacklog|600",
            "apache|ProxyTimeout|66",
            "php-fpm|[www] pm|static",
            "php-fpm|[www] pm.max_children|7",
            "php-fpm|[www] pm.max_requests|900",
            "php-fpm|[www] listen.backlog|75",
            "php-fpm|[www] request_terminate_timeout|60s",
            "php-fpm|[second] pm.max_children|3",
            "nginx|upstream keepalive|19",
            "nginx|upstream max_conns|112",
            "nginx|proxy_read_timeout|71s",
            "mariadb|max_connections|160");

    @TempDir
    private Path root;

    private HostConfig before;
    private HostConfig after;

    @BeforeEach
    void tuneACopyOfTheImagesFiles() throws Exception {
        Path etc = Files.createDirectory(root.resolve("etc"));
        for (String part : List.of("apache2", "php", "mysql", "nginx")) {
            command("cp", "-a", LAB.resolve("image/etc/" + part).toString(), etc.toString());
        }
        Files.createDirectory(etc.resolve("alternatives"));
        link("alternatives/my.cnf", "/etc/mysql/mariadb.cnf");
        link("apache2/mods-enabled/proxy.load", "../mods-available/proxy.load");
        link("apache2/mods-enabled/info.load", "../mods-available/info.load");
        writeWhatIsHardToReadForApache();
        writeWhatIsHardToReadForOthers();
        DirectoryTree tree = new DirectoryTree(root);
        before = HostConfig.read(tree, ORIGIN);
        assertThat(before.problems()).singleElement().asString().contains("those of 11.8 count");
        command("cp", "-a", etc.toString(), root.resolve("untuned").toString());
        for (Map.Entry<String, String> file :
                PlanEdits.of(PLAN, before, ORIGIN).files().entrySet()) {
            Files.writeString(root.resolve(file.getKey().substring(1)), file.getValue());
        }
        after = HostConfig.read(tree, ORIGIN);
    }

    private void writeWhatIsHardToReadForApache() throws IOException {
        write("apache2/conf-enabled/zz.conf", """
                ServerName localhost
                Define N 100
                MaxRequestWorkers ${N}
                Define N 222
                # a comment goes on \\
                ThreadLimit 77
                Thread\\
                Limit  \\
                   88
                <IfModule mod_mpm_event.c>
                  ListenBacklog 1
                </IfModule>
                <IfModule event.c>
                  ListenBacklog 2
                </IfModule>
                <IfVersion >= 2.4>
                  ListenBacklog 3
                </IfVersion>
                <IfDefine !N>
                  ListenBacklog 4
                </IfDefine>
                MaxClients "125"
                <VirtualHost *:80>
                  ProxyTimeout 33
                </VirtualHost>
                """);
    }

    private void writeWhatIsHardToReadForOthers() throws IOException {
        write(php() + "/pool.d/zz.conf", """
                [www]
                pm.max_children=6 ; more
                [second]
                user = www-data
                listen = "/run/$pool.sock"
                pm = ondemand
                pm.max_children = 2
                """);
        write("mysql/mariadb.conf.d/zz.cnf", """
                [galera]
                max-connections = "57" # few
                [mysqld-1.0]
                max_connections = 3
                [server]
                loose-innodb-buffer-pool-size=256M
                """);
        write("mysql/mariadb.conf.d/zz.txt", "[mysqld]\nmax_connections = 4\n");
        write("nginx/conf.d/zz.conf", """
                upstream origins {
                    server 127.0.0.1:8080 max_fails=0;
                }
                server {
                    listen 18081;
                    location "/a{1}" { proxy_pass http://origins; }
                    location / { proxy_read_timeout 1m; proxy_pass http://origins/; }
                }
                """);
    }

    /** Absolute links would be reported one by one. */
    @AfterEach
    void removeLinks() throws Exception {
        command(
                "rm",
                "-rf",
                root.resolve("etc").toString(),
                root.resolve("untuned").toString());
    }

    @Test
    void apacheReadsTheSameDirectives() throws Exception {
        String dump = "apachectl -t -D DUMP_CONFIG";
        assertThat(directives(in("untuned", dump)))
                .isEqualTo(directives(before.apache().orElseThrow()));
        assertThat(directives(in("etc", dump)))
                .isEqualTo(directives(after.apache().orElseThrow()))
                .contains("MaxClients 75", "ThreadLimit 64", "ProxyTimeout 66", "AsyncRequestWorkerFactor 3");
        assertThat(in("etc", "apachectl -t")).contains("Syntax OK").doesNotContain("WARNING");
    }

    @Test
    void phpFpmReadsTheSamePools() throws Exception {
        String test = "$(ls /usr/sbin/php-fpm* | tail -n 1) -tt";
        assertSamePools(in("untuned", test), before.fpm().getFirst());
        String tuned = in("etc", test);
        assertThat(tuned).contains("test is successful");
        assertSamePools(tuned, after.fpm().getFirst());
        assertThat(CurrentSettings.of(after).values())
                .containsEntry("php-fpm [www] pm.max_children", "7")
                .containsEntry("php-fpm [second] pm.max_children", "3");
    }

    @Test
    void nginxReadsTheSameFiles() throws Exception {
        assertThat(files(in("untuned", "nginx -T")))
                .isEqualTo(before.nginx().orElseThrow().sources().files().keySet());
        String tuned = in("etc", "nginx -T");
        assertThat(tuned).contains("test is successful");
        assertThat(files(tuned))
                .isEqualTo(after.nginx().orElseThrow().sources().files().keySet());
    }

    @Test
    void mariadbReadsTheSameOptions() throws Exception {
        String print = "mariadbd --print-defaults";
        Map<String, String> untuned = options(in("untuned", print));
        assertThat(untuned).containsEntry("max_connections", "57");
        untuned.forEach((name, value) -> assertOption(before, name, value));
        Map<String, String> tuned = options(in("etc", print));
        assertThat(tuned).containsEntry("max_connections", "160");
        tuned.forEach((name, value) -> assertOption(after, name, value));
    }

    private static void assertOption(HostConfig host, String name, String value) {
        assertThat(host.mariadb().orElseThrow().of(name).map(Found::value))
                .as(name)
                .contains(value);
    }

    private static void assertSamePools(String said, FpmConfig config) {
        Map<String, String> values = new HashMap<>();
        String pool = "";
        for (String line :
                said.lines().map(it -> it.replaceFirst("^.*NOTICE:\\s*", "")).toList()) {
            String[] pair = line.split(" = ", 2);
            if (line.startsWith("[")) {
                pool = line.strip();
            } else if (pair.length == 2) {
                values.put(pool + pair[0], pair[1].strip());
            }
        }
        for (String name : config.pools()) {
            config.of(name)
                    .forEach((key, found) -> assertThat(values).containsEntry("[" + name + "]" + key, found.value()));
        }
    }

    /** mod_info prints them with neither includes nor conditions; what acts while reading is not among them. */
    private static List<String> directives(String dump) {
        return dump.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#") && !line.startsWith("<") && !line.isEmpty())
                .filter(line -> !line.startsWith("AH0") && !line.equals("Syntax OK"))
                .map(line -> line.replaceAll("[\\s\"\\\\]+", " ").strip())
                .toList();
    }

    private static List<String> directives(ApacheConfig config) {
        return config.statements().stream()
                .filter(it -> !it.is("LoadModule") && !it.is("DefaultRuntimeDir") && !it.is("ServerRoot"))
                .map(RealConfigurationTest::shown)
                .toList();
    }

    private static String shown(Statement statement) {
        return (statement.name() + " " + String.join(" ", statement.arguments()))
                .replaceAll("[\\s\"\\\\]+", " ")
                .strip();
    }

    private Set<String> files(String dump) {
        Matcher file = Pattern.compile("^# configuration file (.*):$", Pattern.MULTILINE)
                .matcher(dump);
        return file.results()
                .map(it -> new DirectoryTree(root).read(it.group(1)))
                .map(it -> it instanceof FileText.Found found ? found.path() : it.toString())
                .collect(Collectors.toSet());
    }

    private static Map<String, String> options(String printed) {
        Map<String, String> options = new HashMap<>();
        Stream.of(printed.split("\\s+"))
                .filter(word -> word.startsWith("--"))
                .map(word -> word.substring(2).split("=", 2))
                .forEach(pair -> options.put(
                        pair[0].replace('-', '_').replaceFirst("^loose_", ""), pair.length > 1 ? pair[1] : ""));
        return options;
    }

    /** A command in the image, with these files as its configuration. */
    private String in(String etc, String command) throws Exception {
        String script = "cp -a " + root.resolve(etc) + "/. /etc/; exec 2>&1; " + command;
        return output(LAB.resolve("in-image").toString(), root.toString(), "sh", "-c", script);
    }

    private static void command(String... words) throws Exception {
        assertThat(output(words)).isEmpty();
    }

    private static String output(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** The newest PHP's directory, below /etc. */
    private String php() throws IOException {
        try (Stream<Path> versions = Files.list(root.resolve("etc/php"))) {
            Optional<Path> newest = versions.max(Path::compareTo);
            return "php/" + newest.orElseThrow().getFileName() + "/fpm";
        }
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(root.resolve("etc").resolve(path), text);
    }

    private void link(String path, String target) throws IOException {
        Files.createSymbolicLink(root.resolve("etc").resolve(path), Path.of(target));
    }
}
