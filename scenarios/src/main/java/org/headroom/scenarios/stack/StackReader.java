package org.headroom.scenarios.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.headroom.scenarios.yaml.Section;
import org.headroom.scenarios.yaml.Value;

/** From the sections of a stack file to a {@link Stack}. */
final class StackReader {
    private static final int SCHEMA = 1;
    private static final int MAX_PORT = 65_535;
    private static final Duration PERIOD = Duration.ofMinutes(3);

    private final Places places;
    private final Set<String> origins = new LinkedHashSet<>();

    /** Reads with relative names of files on this machine counting from {@code folder}. */
    StackReader(Path folder) {
        this.places = new Places(folder);
    }

    Stack read(Section root) {
        root.schema(SCHEMA);
        List<Site> sites = distinct(root, "sites", this::site, Site::name);
        List<Proxy> proxies = distinct(root, "proxies", this::proxy, Proxy::name);
        List<Origin> found = distinct(root, "origins", this::origin, Origin::name);
        found.forEach(origin -> origins.add(origin.name()));
        return new Stack(
                sites,
                proxies,
                found,
                root.section("galera", this::galera),
                root.section("gluster", this::gluster),
                root.section("certificates", this::certificates),
                root.section("sync", this::sync),
                root.section("ssh", this::ssh),
                root.section("check", CheckingReader::read).orElse(Checking.STANDARD),
                root.section("thresholds", ThresholdReader::read).orElse(java.util.Map.of()));
    }

    private static <T> List<T> distinct(
            Section root, String key, Function<Section, T> binding, Function<T, String> name) {
        Set<String> names = new HashSet<>();
        return root.sections(key, section -> {
            T bound = binding.apply(section);
            if (!name.apply(bound).isEmpty() && !names.add(name.apply(bound))) {
                section.problem("a second one named '" + name.apply(bound) + "'");
            }
            return bound;
        });
    }

    private Site site(Section section) {
        String name = places.name(section, "name");
        section.required("hosts");
        List<String> hosts = places.hosts(section, "hosts");
        if (hosts.isEmpty()) {
            section.optional("hosts").ifPresent(value -> value.problem("needs at least one host"));
        }
        Path docroot = places.remotePath(section.required("docroot"));
        Optional<Site.Uploads> uploads = section.section(
                "uploads",
                found -> new Site.Uploads(
                        places.remotePath(found.required("link")), places.remotePath(found.required("target"))));
        return new Site(name, hosts, docroot, uploads, places.optionalRemotePath(section, "shadow"));
    }

    private Proxy proxy(Section section) {
        return new Proxy(
                places.name(section, "name"),
                places.host(section, "address"),
                section.integer("https-port", 443, 1, MAX_PORT),
                section.integer("http-port", 80, 1, MAX_PORT),
                places.url(section, "status-url"));
    }

    private Origin origin(Section section) {
        return new Origin(
                places.name(section, "name"),
                places.host(section, "address"),
                section.section("apache", apache -> {
                            apache.required("status-url");
                            return places.url(apache, "status-url");
                        })
                        .flatMap(Function.identity()),
                distinct(section, "fpm", this::pool, FpmPool::pool),
                section.section("memory", found -> new Origin.Memory(found.size("budget"), found.size("reserved")))
                        .orElse(new Origin.Memory(java.util.OptionalLong.empty(), java.util.OptionalLong.empty())));
    }

    private FpmPool pool(Section section) {
        FpmPool pool = new FpmPool(
                places.name(section, "pool"),
                places.url(section, "status-url"),
                places.listen(section, "listen"),
                section.optionalText("status-path").orElse("/fpm-status"),
                places.listen(section, "status-listen"),
                places.url(section, "ping-url"),
                places.url(section, "opcache-url"));
        if (!pool.statusPath().startsWith("/")) {
            section.optional("status-path").ifPresent(value -> value.problem("must begin with '/'"));
        }
        if (List.of("status-url", "listen", "status-listen").stream()
                .allMatch(key -> section.optional(key).isEmpty())) {
            section.problem("needs a way to its status: status-url, listen or status-listen");
        }
        return pool;
    }

    private Galera galera(Section section) {
        section.required("nodes");
        List<Galera.Node> nodes = distinct(
                section,
                "nodes",
                node -> new Galera.Node(
                        places.name(node, "name"),
                        places.host(node, "address"),
                        node.integer("port", 3306, 1, MAX_PORT)),
                Galera.Node::name);
        return new Galera(
                nodes,
                section.optionalText("user").orElse("headroom"),
                places.localPath(section, "password-file"),
                section.integer("expected-size", nodes.size(), 1, 1000),
                tls(section),
                canary(section));
    }

    private static Galera.Tls tls(Section section) {
        Optional<Value> value = section.optional("tls");
        String name = value.flatMap(Value::text).orElse("prefer");
        for (Galera.Tls tls : Galera.Tls.values()) {
            if (tls.label().equals(name)) {
                return tls;
            }
        }
        value.orElseThrow().problem("must be verify, require, prefer or none");
        return Galera.Tls.PREFER;
    }

    private static Optional<String> canary(Section section) {
        Optional<Value> value = section.optional("canary");
        Optional<String> table = value.flatMap(Value::text);
        table.filter(name -> !name.matches("[A-Za-z0-9_$]+\\.[A-Za-z0-9_$]+"))
                .ifPresent(_ -> value.orElseThrow().problem("must be SCHEMA.TABLE"));
        return table;
    }

    private Ssh ssh(Section section) {
        return new Ssh(
                section.optionalText("user").orElse("root"),
                section.integer("port", 22, 1, MAX_PORT),
                places.localPath(section, "identity-file"),
                places.localPath(section, "known-hosts-file"),
                section.flag("sudo", false));
    }

    private Gluster gluster(Section section) {
        section.required("nodes");
        return new Gluster(
                places.hosts(section, "nodes"), distinct(section, "volumes", this::volume, Gluster.Volume::name));
    }

    private Gluster.Volume volume(Section section) {
        int bricks = section.integer("bricks", 0, 1, 100_000);
        Optional<Path> mount = places.optionalRemotePath(section, "mount");
        Optional<Path> writeTest = places.optionalRemotePath(section, "write-test");
        if (writeTest.isPresent()
                && (mount.isEmpty()
                        || mount.get().equals(writeTest.get())
                        || !writeTest.get().normalize().startsWith(mount.get()))) {
            section.optional("write-test").ifPresent(value -> value.problem("must be a directory below mount"));
        }
        return new Gluster.Volume(
                places.name(section, "name"),
                mount,
                bricks == 0 ? OptionalInt.empty() : OptionalInt.of(bricks),
                writeTest);
    }

    private Certificates certificates(Section section) {
        return new Certificates(places.localPath(section, "ca-file"), places.optionalRemotePath(section, "tree"));
    }

    private Sync sync(Section section) {
        Optional<Value> master = section.required("master");
        List<String> subservers = new ArrayList<>();
        for (Value item : section.optional("subservers").map(Value::items).orElse(List.of())) {
            subservers.add(originName(Optional.of(item)));
        }
        Duration period = section.duration("period", PERIOD);
        if (period.isZero()) {
            section.optional("period").ifPresent(value -> value.problem("must be longer than nothing"));
        }
        return new Sync(
                originName(master),
                places.optionalRemotePath(section, "shadow"),
                subservers,
                period,
                section.texts("excludes"));
    }

    private String originName(Optional<Value> value) {
        Optional<String> name = value.flatMap(Value::text);
        name.filter(text -> !origins.contains(text))
                .ifPresent(
                        text -> value.orElseThrow().dangling("no origin '" + text + "' under origins", text, origins));
        return name.orElse("");
    }
}
