package org.headroom.probes.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.headroom.probes.HereTier;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The helper's reading of Apache's configuration, with the real perl. */
class ApacheConfigurationTest {
    @TempDir
    private Path dir;

    private static Path scratch = Path.of("/nowhere");

    @BeforeContainer
    static void makeScratch() throws IOException {
        scratch = Files.createTempDirectory("headroom-apache");
    }

    @AfterContainer
    static void deleteScratch() throws IOException {
        Files.deleteIfExists(scratch.resolve("apache2.conf"));
        Files.deleteIfExists(scratch);
    }

    @Test
    void readsDebiansTree() throws IOException {
        module("mod_mpm_event.so");
        module("mod_http2.so");
        write("apache2.conf", """
                DefaultRuntimeDir ${APACHE_RUN_DIR}
                # ServerLimit 99
                IncludeOptional mods-enabled/*.load
                IncludeOptional mods-enabled/*.conf
                Include ports.conf
                <Directory />
                    Require all denied
                </Directory>
                IncludeOptional sites-enabled/*.conf
                """);
        write("ports.conf", "Listen 80\n<IfModule ssl_module>\n\tListen 443\n</IfModule>\n");
        write("mods-available/mpm_event.load", "LoadModule mpm_event_module " + dir + "/modules/mod_mpm_event.so\n");
        write("mods-available/http2.load", "LoadModule http2_module " + dir + "/modules/mod_http2.so\n");
        write("mods-available/mpm_event.conf", """
                ServerLimit             8
                ThreadLimit             64
                ThreadsPerChild \\
                    25
                MaxRequestWorkers       "200"
                AsyncRequestWorkerFactor 2
                """);
        write("mods-available/http2.conf", "<IfModule http2_module>\n  Protocols h2 h2c http/1.1\n</IfModule>\n");
        link("mods-enabled/mpm_event.load", "../mods-available/mpm_event.load");
        link("mods-enabled/mpm_event.conf", "../mods-available/mpm_event.conf");
        link("mods-enabled/http2.load", "../mods-available/http2.load");
        link("mods-enabled/http2.conf", "../mods-available/http2.conf");
        link("mods-enabled/php8.2.load", "../mods-available/php8.2.load");
        write("sites-enabled/a.conf", "<VirtualHost *:80>\nServerName a\nServerLimit\n</VirtualHost>\n");
        assertThat(read("apache2.conf"))
                .containsEntry("serverlimit", "8")
                .containsEntry("threadsperchild", "25")
                .containsEntry("threadlimit", "64")
                .containsEntry("maxrequestworkers", "200")
                .containsEntry("protocols", "h2 h2c http/1.1")
                .containsEntry("configured_modules", "http2 mpm_event")
                .containsEntry("missing_modules", "")
                .containsEntry("missing_files", "")
                .containsEntry("dangling", dir + "/mods-enabled/php8.2.load");
    }

    @Test
    void readsRhelsTree() throws IOException {
        module("mod_mpm_event.so");
        write("conf/httpd.conf", """
                ServerRoot "%s"
                Include conf.modules.d/*.conf
                Listen 80
                IncludeOptional conf.d/*.conf
                """.formatted(dir));
        write("conf.modules.d/00-mpm.conf", "LoadModule mpm_event_module modules/mod_mpm_event.so\n");
        write("conf.modules.d/15-php.conf", """
                <IfModule !mod_php5.c>
                  <IfModule prefork.c>
                    LoadModule php_module modules/libphp-zts.so
                  </IfModule>
                </IfModule>
                """);
        write("conf.d/mpm.conf", """
                <IfModule mpm_prefork_module>
                  MaxRequestWorkers 10
                </IfModule>
                <IfModule mpm_event_module>
                  MaxClients 300
                </IfModule>
                """);
        assertThat(read("conf/httpd.conf"))
                .containsEntry("maxrequestworkers", "300")
                .containsEntry("configured_modules", "mpm_event")
                .containsEntry("missing_modules", "")
                .doesNotContainKey("serverlimit");
    }

    @Test
    void whatTheNextStartWillFailForIsNamed() throws IOException {
        write("apache2.conf", """
                LoadModule php_module /usr/lib/headroom-test/libphp8.2.so
                Include nothing/*.conf
                Include gone.conf
                Include left/*.load
                """);
        link("left/php.load", "../nowhere");
        assertThat(read("apache2.conf"))
                .containsEntry(
                        "missing_modules", "/usr/lib/headroom-test/libphp8.2.so (module php, " + dir + "/apache2.conf)")
                .containsEntry(
                        "missing_files", dir + "/nothing/*.conf, " + dir + "/gone.conf, " + dir + "/left/php.load")
                .containsEntry("dangling", "");
    }

    @Test
    void definesAreFollowed() throws IOException {
        write("apache2.conf", """
                Define workers 50
                Define extra
                <IfDefine extra>
                  MaxRequestWorkers ${workers}
                </IfDefine>
                UnDefine extra
                <IfDefine extra>
                  MaxRequestWorkers 1
                </IfDefine>
                <IfDefine !extra>
                  Include ${workers}.conf
                </IfDefine>
                """);
        write("50.conf", "ServerLimit 2\n");
        assertThat(read("apache2.conf"))
                .containsEntry("maxrequestworkers", "50")
                .containsEntry("serverlimit", "2");
    }

    @Test
    void aLoopOfIncludesEnds() throws IOException {
        write("apache2.conf", "ServerLimit 3\nInclude apache2.conf\nInclude *.conf\n");
        assertThat(read("apache2.conf")).containsEntry("serverlimit", "3");
    }

    @Property(tries = 15)
    void survivesAnyText(@ForAll String garbage) throws IOException {
        Files.writeString(
                scratch.resolve("apache2.conf"), garbage + "\n</IfModule>\nServerLimit 7\n<IfModule x\n" + garbage);
        HostFacts facts = HereTier.look(
                Order.of("apache-config", scratch.resolve("apache2.conf").toString(), scratch.toString()));
        assertThat(facts.text("apache", "-", "config")).isPresent();
    }

    private Map<String, String> read(String file) {
        return HereTier.look(Order.of("apache-config", dir.resolve(file).toString(), dir.toString()))
                .of("apache", "-");
    }

    private void module(String name) throws IOException {
        write("modules/" + name, "");
    }

    private void write(String file, String text) throws IOException {
        Path path = dir.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void link(String file, String target) throws IOException {
        Path path = dir.resolve(file);
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Path.of(target));
    }
}
