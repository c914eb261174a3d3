package org.headroom.tuner.config;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.DirectoryTree;
import org.headroom.tuner.config.tree.TextTree;

/** Trees of hosts for tests. */
public final class Trees {
    private Trees() {}

    /** A made-up host in Red Hat's layout, see the test resources. */
    public static ConfigTree redHat() {
        try {
            return new DirectoryTree(Path.of(
                    Objects.requireNonNull(Trees.class.getResource("rhel")).toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Files by path and text in turn. */
    public static ConfigTree of(String... pathsAndTexts) {
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            texts.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return TextTree.of(texts);
    }

    /** A small Debian host with its links. */
    public static ConfigTree debian() {
        return TextTree.of(DEBIAN, DEBIAN_LINKS);
    }

    private static final Map<String, String> DEBIAN_LINKS = Map.of(
            "/etc/apache2/mods-enabled/mpm_event.load", "../mods-available/mpm_event.load",
            "/etc/apache2/mods-enabled/mpm_event.conf", "../mods-available/mpm_event.conf",
            "/etc/apache2/mods-enabled/proxy.load", "../mods-available/proxy.load",
            "/etc/apache2/sites-enabled/site.conf", "/etc/apache2/sites-available/site.conf",
            "/etc/mysql/my.cnf", "/etc/alternatives/my.cnf",
            "/etc/alternatives/my.cnf", "/etc/mysql/mariadb.cnf");

    private static final Map<String, String> DEBIAN = Map.ofEntries(
            Map.entry("/etc/apache2/apache2.conf", """
                    # main
                    PidFile ${APACHE_PID_FILE}
                    Timeout 300
                    IncludeOptional mods-enabled/*.load
                    IncludeOptional mods-enabled/*.conf
                    Include ports.conf
                    IncludeOptional sites-enabled/*.conf
                    """),
            Map.entry("/etc/apache2/envvars", """
                    export APACHE_PID_FILE=/run/apache2$SUFFIX/apache2.pid
                    export SOCKETS="/run/php"
                    """),
            Map.entry("/etc/apache2/ports.conf", "Listen 80\n"),
            Map.entry("/etc/apache2/mods-available/mpm_event.load", "LoadModule mpm_event_module /usr/lib/e.so\n"),
            Map.entry("/etc/apache2/mods-available/proxy.load", "LoadModule proxy_module /usr/lib/p.so\n"),
            Map.entry("/etc/apache2/mods-available/mpm_event.conf", """
                    # event MPM
                    <IfModule mpm_prefork_module>
                    \tMaxRequestWorkers\t9999
                    </IfModule>
                    <IfModule mpm_event_module>
                    \tStartServers\t\t2
                    \tMinSpareThreads 25
                    \tMaxSpareThreads 75
                    \tThreadLimit 64
                    \tThreadsPerChild 25
                    \t# keep me
                    \tMaxClients\t150
                    \tMaxConnectionsPerChild 0
                    </IfModule>
                    """),
            Map.entry("/etc/apache2/sites-available/site.conf", """
                    <VirtualHost *:80>
                      ServerName www.example.org
                      <FilesMatch "\\.php$">
                        SetHandler "proxy:unix:${SOCKETS}/php8.4-fpm.sock|fcgi://localhost"
                      </FilesMatch>
                    </VirtualHost>
                    """),
            Map.entry("/etc/php/8.4/fpm/php-fpm.conf", """
                    [global]
                    pid = /run/php/php8.4-fpm.pid
                    include=/etc/php/8.4/fpm/pool.d/*.conf
                    """),
            Map.entry("/etc/php/8.4/fpm/pool.d/www.conf", """
                    [www]
                    user = www-data
                    listen = /run/php/php8.4-fpm.sock
                    pm = dynamic
                    pm.max_children = 5
                    pm.start_servers = 2
                    pm.min_spare_servers = 1
                    pm.max_spare_servers = 3
                    """),
            Map.entry("/etc/mysql/mariadb.cnf", """
                    [client-server]
                    socket = /run/mysqld/mysqld.sock
                    !includedir /etc/mysql/conf.d/
                    !includedir /etc/mysql/mariadb.conf.d/
                    """),
            Map.entry("/etc/mysql/conf.d/mysql.cnf", "[mysql]\n"),
            Map.entry("/etc/mysql/mariadb.conf.d/50-server.cnf", """
                    [server]
                    [mariadbd]
                    bind-address = 127.0.0.1
                    #max_connections = 100
                    """));
}
