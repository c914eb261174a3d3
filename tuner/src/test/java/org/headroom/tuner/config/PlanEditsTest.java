package org.headroom.tuner.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.headroom.tuner.config.tree.ChangedTree;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.config.tree.TextTree;
import org.headroom.tuner.plan.Plan;
import org.junit.jupiter.api.Test;

class PlanEditsTest {
    private static final String ORIGIN = "192.0.2.11";

    @Test
    void changesTheDirectiveBehindTheLinkUnderARemarkAndAddsTheOthersBesideIt() {
        PlanEdits edits = edits(
                Trees.debian(),
                "apache|MaxRequestWorkers|75",
                "apache|ThreadsPerChild|25",
                "apache|ServerLimit|4",
                "apache|StartServers|1");
        assertThat(edits.files()).containsOnlyKeys("/etc/apache2/mods-available/mpm_event.conf");
        assertThat(edits.files().get("/etc/apache2/mods-available/mpm_event.conf"))
                .isEqualTo("""
                # event MPM
                <IfModule mpm_prefork_module>
                \tMaxRequestWorkers\t9999
                </IfModule>
                <IfModule mpm_event_module>
                \t# headroom: StartServers: a reason for it
                \t# headroom:   = a formula × 2
                \tStartServers\t\t1
                \tMinSpareThreads 25
                \tMaxSpareThreads 75
                \tThreadLimit 64
                \tThreadsPerChild 25
                \t# keep me
                \t# headroom: MaxRequestWorkers: a reason for it
                \t# headroom:   = a formula × 2
                \tMaxClients\t75
                \tMaxConnectionsPerChild 0
                \t# headroom: ServerLimit: a reason for it
                \t# headroom:   = a formula × 2
                \tServerLimit 4
                </IfModule>
                """);
        assertThat(edits.notes()).isEmpty();
    }

    @Test
    void settingsOfPhpItselfGoIntoAFileThatIsReadLastAndStayThere() {
        ConfigTree tree = Trees.of(
                "/etc/php/8.4/fpm/php-fpm.conf", "[www]\npm = static\nlisten = /run/x.sock\n",
                "/etc/php/8.4/fpm/php.ini", "memory_limit = 128M\n",
                "/etc/php/8.4/fpm/conf.d/10-opcache.ini", "zend_extension=opcache.so\n");
        PlanEdits first = edits(tree, "php|opcache.memory_consumption|96");
        assertThat(first.files()).isEqualTo(Map.of("/etc/php/8.4/fpm/conf.d/99-headroom.ini", """
                ; headroom: opcache.memory_consumption: a reason for it
                ; headroom:   = a formula × 2
                opcache.memory_consumption = 96
                """));
        ConfigTree changed = new ChangedTree(tree, first.files());
        assertThat(edits(changed, "php|opcache.memory_consumption|96").files()).isEmpty();
        assertThat(edits(changed, "php|opcache.memory_consumption|64")
                        .files()
                        .get("/etc/php/8.4/fpm/conf.d/99-headroom.ini"))
                .endsWith("opcache.memory_consumption = 64\n");
    }

    @Test
    void aSettingOfPhpIsChangedWhereItIsInForce() {
        PlanEdits edits = edits(Trees.redHat(), "php|opcache.memory_consumption|96");
        assertThat(edits.files()).hasSize(1);
        assertThat(edits.files().values())
                .allMatch(text -> text.contains("opcache.memory_consumption=96")
                        || text.contains("opcache.memory_consumption = 96"));
    }

    @Test
    void onRedHatTheMpmsSettingsGoWhereItIsLoadedAndTheOthersAtTheEnd() {
        PlanEdits edits = edits(Trees.redHat(), "apache|MaxRequestWorkers|75", "apache|ProxyTimeout|66");
        assertThat(edits.files())
                .containsOnlyKeys("/etc/httpd/conf.modules.d/00-mpm.conf", "/etc/httpd/conf/httpd.conf");
        assertThat(edits.files().get("/etc/httpd/conf.modules.d/00-mpm.conf")).endsWith("""
                LoadModule mpm_event_module modules/mod_mpm_event.so

                <IfModule mpm_event_module>
                    # headroom: MaxRequestWorkers: a reason for it
                    # headroom:   = a formula × 2
                    MaxRequestWorkers 75
                </IfModule>
                """);
        assertThat(edits.files().get("/etc/httpd/conf/httpd.conf")).endsWith("""
                IncludeOptional conf.d/*.conf
                # headroom: ProxyTimeout: a reason for it
                # headroom:   = a formula × 2
                ProxyTimeout 66
                """);
        assertThat(edits.notes())
                .anySatisfy(note -> assertThat(note)
                        .contains("VirtualHost *:80 has its own ProxyTimeout 120 at /etc/httpd/conf.d/shop.conf:4"))
                .anySatisfy(note -> assertThat(note).contains("timeout=300 at /etc/httpd/conf.d/php.conf:10"))
                .anySatisfy(note -> assertThat(note).contains("enablereuse=on"));
    }

    @Test
    void anotherMpmIsLeftAloneAndSaid() {
        PlanEdits edits = edits(
                Trees.of("/etc/apache2/apache2.conf", "LoadModule mpm_prefork_module m\nMaxRequestWorkers 5\n"),
                "apache|AsyncRequestWorkerFactor|2");
        assertThat(edits.files()).isEmpty();
        assertThat(edits.notes()).singleElement().asString().contains("mpm_prefork");
    }

    @Test
    void aPoolsSettingsStayInItsOwnSectionAndCommentsBehindThemStay() {
        PlanEdits edits = edits(
                Trees.redHat(),
                "php-fpm|[www] pm.max_children|7",
                "php-fpm|[www] pm.max_requests|900",
                "php-fpm|[shop] pm.max_children|3",
                "php-fpm|[shop] request_terminate_timeout|60s",
                "php-fpm|[none] pm|static");
        String file = edits.files().get("/etc/php-fpm.d/www.conf");
        assertThat(file).contains("""
                        pm = dynamic
                        ; headroom: pm.max_children: a reason for it
                        ; headroom:   = a formula × 2
                        pm.max_children = 7 ; far too many
                        ;pm.max_requests = 500
                        """).contains("""
                        pm.max_spare_servers = 35
                        ; headroom: pm.max_requests: a reason for it
                        ; headroom:   = a formula × 2
                        pm.max_requests = 900
                        env[DB_PASSWORD] = "hunter2"
                        """).endsWith("pm.max_children = 3\nrequest_terminate_timeout = 1m\n");
        assertThat(edits.notes()).singleElement().asString().contains("no pool none");
    }

    @Test
    void mariadbIsChangedWhereItIsInForceElseInAFileOfItsOwn() {
        PlanEdits there = edits(Trees.redHat(), "mariadb|max_connections|151");
        assertThat(there.files().get("/etc/my.cnf.d/mariadb-server.cnf")).contains("\nmax_connections = 151\n");
        PlanEdits absent = edits(Trees.debian(), "mariadb|max_connections|151");
        assertThat(absent.files()).containsExactlyEntriesOf(Map.of("/etc/mysql/mariadb.conf.d/99-headroom.cnf", """
                        [mariadbd]
                        # headroom: max_connections: a reason for it
                        # headroom:   = a formula × 2
                        max_connections = 151
                        """));
    }

    @Test
    void anUpstreamWithTheOriginIsChangedAndEveryWayToItLimited() {
        PlanEdits edits = edits(
                Trees.redHat(),
                "nginx|upstream keepalive|19",
                "nginx|upstream max_conns|112",
                "nginx|proxy_read_timeout|71s");
        assertThat(edits.files().get("/etc/nginx/conf.d/shop.conf"))
                .startsWith("""
                        upstream backend {
                            least_conn;
                            # headroom: upstream max_conns: a reason for it
                            # headroom:   = a formula × 2
                            server 192.0.2.11:80 max_conns=112 max_fails=2;
                            server 192.0.2.12;
                            # headroom: upstream keepalive: a reason for it
                            # headroom:   = a formula × 2
                            keepalive 19;
                            zone backend 64k;
                        }
                        # headroom: proxy_read_timeout: a reason for it
                        # headroom:   = a formula × 2
                        proxy_read_timeout 71s;
                        server {
                        """)
                .contains("        proxy_read_timeout 71s;\n        proxy_pass http://backend/;\n");
        assertThat(edits.notes()).isEmpty();
    }

    @Test
    void carriageReturnsAMissingLineBreakAndForeignRemarksStay() {
        ConfigTree tree = Trees.of(
                "/etc/php-fpm.conf",
                "[www]\r\n; Headroom: not ours\r\n; headroom: pm: old reason\r\n; headroom:   = old\r\npm = static\r\n"
                        + "x = 1");
        PlanEdits edits = edits(tree, "php-fpm|[www] pm|dynamic", "php-fpm|[www] pm.max_children|2");
        assertThat(edits.files().get("/etc/php-fpm.conf")).isEqualTo("""
                        [www]
                        ; Headroom: not ours
                        ; headroom: pm: a reason for it
                        ; headroom:   = a formula × 2
                        pm = dynamic
                        ; headroom: pm.max_children: a reason for it
                        ; headroom:   = a formula × 2
                        pm.max_children = 2
                        x = 1""".replace("\n", "\r\n"));
    }

    @Test
    void aFileThatIsNotUtf8IsLeftAloneAndSaid() {
        byte[] latin = {'[', 'w', ']', '\n', ';', (byte) 0xe4, '\n', 'p', 'm', '=', 'x', '\n'};
        PlanEdits edits =
                edits(TextTree.ofBytes(Map.of("/etc/php-fpm.conf", latin), Map.of()), "php-fpm|[w] pm|static");
        assertThat(edits.files()).isEmpty();
        assertThat(edits.notes()).singleElement().asString().contains("not in UTF-8");
    }

    @Test
    void anUpstreamOnTheOriginItselfIsKnownByThePortWhereApacheListens() {
        ConfigTree tree =
                Trees.of("/etc/apache2/apache2.conf", "Listen 127.0.0.1:8080\n", "/etc/nginx/nginx.conf", """
                http {
                  upstream apache {
                    server 127.0.0.1:3000;
                    server localhost:8080 max_conns=5;
                  }
                }
                """);
        PlanEdits edits = edits(tree, "nginx|upstream max_conns|9", "nginx|proxy_read_timeout|71s");
        assertThat(edits.files().get("/etc/nginx/nginx.conf")).contains("    server localhost:8080 max_conns=9;\n");
        assertThat(edits.notes())
                .containsExactly("no proxy_pass hands requests to upstream apache: proxy_read_timeout is left out");
    }

    @Test
    void aDatabaseWithoutADirectoryOfFilesGetsItsSettingsAtTheEndOfItsMainFile() {
        assertThat(edits(Trees.of("/etc/my.cnf", "[client]\nport=1"), "mariadb|max_connections|9")
                        .files())
                .containsEntry("/etc/my.cnf", """
                        [client]
                        port=1
                        [mariadbd]
                        # headroom: max_connections: a reason for it
                        # headroom:   = a formula × 2
                        max_connections = 9
                        """);
    }

    @Test
    void aPoolThatThePlanDoesNotKnowIsSaid() {
        assertThat(edits(Trees.redHat(), "php-fpm|[www] pm|static").notes())
                .containsExactly("PHP-FPM of /etc/php-fpm.conf has a pool shop that the stack file does not name: its"
                        + " memory is not counted");
    }

    @Test
    void aPoolThatNoVirtualHostUsesIsSaid() {
        ConfigTree tree = Trees.of(
                "/etc/php-fpm.conf",
                """
                [a]
                listen = 9000
                pm = static
                [b]
                listen = /run/b.sock
                pm = static
                """,
                "/etc/apache2/apache2.conf",
                "LoadModule mpm_event_module m\nProxyPassMatch ^/(.*)$ fcgi://localhost:9000/srv/$1\n");
        assertThat(edits(tree, "php-fpm|[a] pm|static", "php-fpm|[b] pm|static").notes())
                .containsExactly(
                        "pool b listens at /run/b.sock (/etc/php-fpm.conf:5), where no virtual host of Apache sends PHP");
    }

    @Test
    void aValueThatWouldBreakOutOfItsLineIsLeftOut() {
        PlanEdits edits = edits(Trees.redHat(), "php-fpm|[www] pm|static\nuser = root");
        assertThat(edits.files()).isEmpty();
        assertThat(edits.notes()).anySatisfy(note -> assertThat(note).contains("left out"));
    }

    static PlanEdits edits(ConfigTree tree, String... settings) {
        Plan plan = Plans.of(settings);
        PlanEdits first = PlanEdits.of(plan, HostConfig.read(tree, ORIGIN), ORIGIN);
        ConfigTree after = new ChangedTree(tree, first.files());
        assertThat(PlanEdits.of(plan, HostConfig.read(after, ORIGIN), ORIGIN).files())
                .as("tuning again changes nothing")
                .isEmpty();
        first.files()
                .forEach((path, text) -> assertThat(after.read(path)).isEqualTo(new FileText.Found(path, text, true)));
        return first;
    }
}
