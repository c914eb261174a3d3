package org.headroom.tuner.config.apache;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.headroom.tuner.config.text.Sources;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.FileText;

/** Apache's configuration as it is in force. */
public final class ApacheConfig {
    /** Directives of the server with one value, that are tuned or read. */
    private static final List<String> SETTINGS = List.of(
            "ServerLimit",
            "StartServers",
            "ThreadLimit",
            "ThreadsPerChild",
            "MaxRequestWorkers",
            "MinSpareThreads",
            "MaxSpareThreads",
            "AsyncRequestWorkerFactor",
            "MaxConnectionsPerChild",
            "ListenBacklog",
            "ProxyTimeout",
            "Timeout",
            "KeepAlive",
            "KeepAliveTimeout",
            "MaxKeepAliveRequests");
    /** Older names that Apache 2.4 still takes. */
    private static final Map<String, String> OLDER =
            Map.of("MaxRequestWorkers", "MaxClients", "MaxConnectionsPerChild", "MaxRequestsPerChild");

    private static final Set<String> DEBIAN_BUILT_IN = Set.of(
            "core_module",
            "so_module",
            "http_module",
            "watchdog_module",
            "log_config_module",
            "logio_module",
            "version_module",
            "unixd_module");
    private static final Set<String> RED_HAT_BUILT_IN = Set.of("core_module", "so_module", "http_module");

    private final String entry;
    private final List<Statement> statements;
    private final Sources sources;

    private ApacheConfig(String entry, List<Statement> statements, Sources sources) {
        this.entry = entry;
        this.statements = statements;
        this.sources = sources;
    }

    /** Where Debian or Red Hat has it; empty if neither. */
    public static Optional<ApacheConfig> read(ConfigTree tree) {
        if (tree.isFile("/etc/apache2/apache2.conf")) {
            Conditions conditions = new Conditions(DEBIAN_BUILT_IN);
            if (tree.read("/etc/apache2/envvars") instanceof FileText.Found found) {
                Envvars.addTo(conditions, found.text());
            }
            return Optional.of(read(tree, "/etc/apache2/apache2.conf", "/etc/apache2", conditions));
        }
        return tree.isFile("/etc/httpd/conf/httpd.conf")
                ? Optional.of(read(tree, "/etc/httpd/conf/httpd.conf", "/etc/httpd", new Conditions(RED_HAT_BUILT_IN)))
                : Optional.empty();
    }

    private static ApacheConfig read(ConfigTree tree, String entry, String serverRoot, Conditions conditions) {
        Sources sources = new Sources(tree);
        return new ApacheConfig(entry, new ApacheReader(sources, conditions, serverRoot).read(entry), sources);
    }

    /** All directives that Apache obeys, in its order. */
    public List<Statement> statements() {
        return statements;
    }

    /** The files that were read. */
    public Sources sources() {
        return sources;
    }

    /** The file that Apache begins with. */
    public String entry() {
        return entry;
    }

    /** The settings that are tuned or read, with one value each. */
    public static List<String> settings() {
        return SETTINGS;
    }

    /** Those of the mpm, by all of their names. */
    static List<String> mpmSettings() {
        return Stream.concat(SETTINGS.subList(0, SETTINGS.indexOf("ProxyTimeout")).stream(), OLDER.values().stream())
                .toList();
    }

    /** The directive that is in force for the whole server: the last one. */
    public Optional<Statement> ofServer(String directive) {
        String older = OLDER.getOrDefault(directive, directive);
        return last(statement -> statement.isOfServer()
                && !statement.arguments().isEmpty()
                && (statement.is(directive) || statement.is(older)));
    }

    /** Directives of that name within virtual hosts and other sections, which win there. */
    public List<Statement> inSections(String directive) {
        return statements.stream()
                .filter(statement -> statement.is(directive) && !statement.isOfServer())
                .toList();
    }

    /** The multi-processing module that is loaded: {@code event}, {@code worker}, {@code prefork}. */
    public Optional<String> mpm() {
        return last(statement -> statement.is("LoadModule") && statement.value().startsWith("mpm_"))
                .map(statement -> statement.value().replaceFirst("^mpm_", "").replaceFirst("_module$", ""));
    }

    /** Whether a LoadModule of that identifier was read. */
    public boolean loads(String identifier) {
        return last(statement -> statement.is("LoadModule") && statement.value().equalsIgnoreCase(identifier))
                .isPresent();
    }

    /** Where it listens, on any address. */
    public List<String> listenPorts() {
        return statements.stream()
                .filter(statement -> statement.is("Listen"))
                .map(statement -> statement.value().replaceFirst("^.*:", ""))
                .filter(port -> port.matches("\\d{1,5}"))
                .distinct()
                .toList();
    }

    /** Which pool each virtual host uses. */
    public List<PhpHandler> phpHandlers() {
        return new ApacheProxies(statements).phpHandlers();
    }

    /** Workers of mod_proxy that have parameters of their own. */
    public List<ProxyWorker> proxyWorkers() {
        return new ApacheProxies(statements).workers();
    }

    private Optional<Statement> last(Predicate<Statement> wanted) {
        return statements.reversed().stream().filter(wanted).findFirst();
    }
}
