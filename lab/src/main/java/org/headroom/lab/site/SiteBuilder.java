package org.headroom.lab.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.headroom.lab.daemon.DaemonPlace;
import org.headroom.lab.daemon.MariaDb;
import org.headroom.lab.daemon.Php;
import org.headroom.lab.daemon.RunningDaemon;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;
import org.headroom.lab.template.Templates;

/** Builds the prepared site in a directory of its own, with a database server that runs only meanwhile. */
final class SiteBuilder {
    private static final Path WORDPRESS = Path.of("/usr/share/wordpress");
    private static final List<String> SCRIPTS = List.of("install.php", "content.php", "photos.php", "assets.php");
    private static final String DONE = "headroom: done";
    private static final String INSTALL_AGAIN = "install what is missing: headroom lab install";

    private final Path dir;
    private final Secrets secrets;
    private final Consumer<String> progress;
    private final Path docroot;
    private final Path scripts;
    private final MariaDb database;

    SiteBuilder(Path dir, Secrets secrets, Consumer<String> progress) {
        this.dir = dir;
        this.secrets = secrets;
        this.progress = progress;
        this.docroot = dir.resolve("docroot");
        this.scripts = dir.resolve("scripts");
        Map<String, String> values = Map.of(
                "data",
                dir.resolve("database").toString(),
                "mariadb_max_connections",
                "20",
                // A build that is cut short is thrown away, so no commit need be on disk.
                "mariadb_flush_at_commit",
                "0");
        this.database = new MariaDb(new DaemonPlace("site", "127.0.0.1", dir.resolve("mariadb"), values));
    }

    void build() throws IOException {
        RunningDaemon server = RunningDaemon.of(database, dir);
        // A build that was cut short may have left its server running.
        server.stop();
        Trees.remove(dir);
        Files.createDirectories(scripts);
        Trees.openToAll(dir, scripts);
        copyWordPress();
        makeDatabase();
        server.start();
        try {
            server.awaitReady();
            install();
        } finally {
            server.stop();
        }
        Trees.remove(scripts);
        Trees.remove(dir.resolve("mariadb"));
        Files.delete(dir.resolve("db-password"));
        Files.delete(docroot.resolve("wp-config.php"));
    }

    private void copyWordPress() throws IOException {
        Trees.copyResolved(WORDPRESS, docroot);
        // Debian's own: a configuration that looks into /etc, and a link to rules that our Apache has inline.
        Files.deleteIfExists(docroot.resolve(".htaccess"));
        Files.deleteIfExists(docroot.resolve("wp-config.php"));
        Path plugins = Files.createDirectories(docroot.resolve("wp-content/mu-plugins"));
        Files.writeString(plugins.resolve("headroom-lab.php"), Templates.source("wordpress/mu-plugin.php"));
        Files.createDirectories(docroot.resolve("wp-content/uploads"));
        WordPressConfig config = new WordPressConfig(
                docroot, dir.resolve("db-password"), database.socket(), "www.site1.test", "443", "");
        config.write(secrets);
        Map<String, String> values = Map.of("site_host", "www.site1.test", "done", DONE);
        for (String script : SCRIPTS) {
            Templates.write("wordpress/" + script, values, scripts.resolve(script));
        }
        Templates.write("fpm/php.ini", Map.of(), scripts.resolve("php.ini"));
        Trees.giveTo("www-data:www-data", scripts);
        Trees.giveTo("www-data:www-data", docroot);
    }

    private void makeDatabase() throws IOException {
        database.configure();
        Command.of(
                        "mariadb-install-db",
                        "--defaults-file=" + database.defaults(),
                        "--user=mysql",
                        "--skip-test-db",
                        "--auth-root-authentication-method=socket")
                .within(Duration.ofMinutes(2))
                .require("see " + database.errorLog());
    }

    private void install() throws IOException {
        String password = secrets.writeNew(dir.resolve("db-password"), "www-data");
        secrets.writeNew(dir.resolve("admin-password"), "www-data");
        database.execute("""
                CREATE DATABASE site1 CHARACTER SET utf8mb4;
                CREATE USER 'site1'@'localhost' IDENTIFIED BY '%s';
                GRANT ALL ON site1.* TO 'site1'@'localhost';
                """.formatted(password));
        php("install.php");
        php("content.php");
    }

    private void php(String script) {
        Php php = Php.find().orElseThrow(() -> new LabException("no PHP", "/usr/sbin/php-fpm*", INSTALL_AGAIN));
        Map<String, String> environment = new HashMap<>(Php.ENVIRONMENT);
        environment.put(
                "HEADROOM_ADMIN_PASSWORD_FILE", dir.resolve("admin-password").toString());
        List<String> command = List.of(
                "setpriv",
                "--reuid=www-data",
                "--regid=www-data",
                "--clear-groups",
                php.cli().toString(),
                "-c",
                scripts.resolve("php.ini").toString(),
                "-d",
                "display_errors=stderr",
                "-d",
                "memory_limit=512M",
                "-d",
                "max_execution_time=0",
                scripts.resolve(script).toString());
        Command.Result result = Command.of(command)
                .withEnvironment(environment)
                .within(Duration.ofMinutes(5))
                .run(docroot, _ -> {});
        // WordPress ends with 0 even when it has no database, so only the script's own last words count.
        if (!result.good() || !result.output().endsWith(DONE)) {
            throw new LabException(
                    "WordPress could not be prepared: " + script + " ended with " + result.exit(),
                    dir + "\n" + withoutMarkup(result.output()),
                    INSTALL_AGAIN + ", then try again");
        }
        result.output().lines().filter(line -> !line.equals(DONE)).forEach(line -> progress.accept("site:   " + line));
    }

    /** WordPress tells its troubles as a web page. */
    static String withoutMarkup(String text) {
        return text.replaceAll("(?s)<(style|script)\\b.*?</\\1>", "")
                .replaceAll("<[^>]*>", "")
                .replaceAll("\\s*\\n\\s*", "\n")
                .strip();
    }
}
