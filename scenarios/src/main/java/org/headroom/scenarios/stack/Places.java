package org.headroom.scenarios.stack;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.scenarios.stack.FpmPool.Listen;
import org.headroom.scenarios.yaml.Section;
import org.headroom.scenarios.yaml.Value;

/** Reads names, hosts, URLs, paths and sockets of a stack file. */
final class Places {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?\\.?|[0-9A-Fa-f:.]{2,45}");
    private static final Pattern TCP = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):([0-9]{1,5})");
    private static final Path NOWHERE = Path.of("/");

    private final Path folder;

    Places(Path folder) {
        this.folder = folder;
    }

    String name(Section section, String key) {
        Optional<Value> value = section.required(key);
        Optional<String> name = value.flatMap(Value::text);
        name.filter(text -> !NAME.matcher(text).matches())
                .ifPresent(_ -> value.orElseThrow()
                        .problem("a name has letters, digits, '.', '_' and '-' and begins with a letter or digit"));
        return name.orElse("");
    }

    String host(Section section, String key) {
        return section.required(key).flatMap(Places::host).orElse("");
    }

    List<String> hosts(Section section, String key) {
        List<String> hosts = new ArrayList<>();
        for (Value item : section.optional(key).map(Value::items).orElse(List.of())) {
            host(item).ifPresent(hosts::add);
        }
        return hosts;
    }

    private static Optional<String> host(Value value) {
        Optional<String> host = value.text();
        host.filter(text -> !HOST.matcher(text).matches())
                .ifPresent(text -> value.problem("'" + text + "' is no host name or address"));
        return host;
    }

    Optional<URI> url(Section section, String key) {
        Optional<Value> value = section.optional(key);
        Optional<String> text = value.flatMap(Value::text);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text.get());
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return Optional.of(url);
            }
        } catch (URISyntaxException _) {
            // reported below like any other text that is no URL
        }
        value.orElseThrow().problem("'" + text.get() + "' is no http:// or https:// URL");
        return Optional.empty();
    }

    /** A path on one of the stack's hosts: nobody knows from where a relative one would count. */
    Path remotePath(Optional<Value> value) {
        Optional<Path> path = value.flatMap(Places::path);
        if (path.isPresent() && !path.get().isAbsolute()) {
            value.orElseThrow().problem("must be an absolute path");
        }
        return path.orElse(NOWHERE);
    }

    Optional<Path> optionalRemotePath(Section section, String key) {
        Optional<Value> value = section.optional(key);
        return value.isEmpty() ? Optional.empty() : Optional.of(remotePath(value));
    }

    /** A path on this machine. */
    Optional<Path> localPath(Section section, String key) {
        return section.optional(key).flatMap(Places::path).map(folder::resolve);
    }

    private static Optional<Path> path(Value value) {
        try {
            return value.text().map(Path::of);
        } catch (InvalidPathException e) {
            value.problem("is no path: " + e.getReason());
            return Optional.empty();
        }
    }

    /** A FastCGI address: {@code host:port}, or the path of a unix socket. */
    Optional<Listen> listen(Section section, String key) {
        Optional<Value> value = section.optional(key);
        Optional<String> text = value.flatMap(Value::text);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().startsWith("/")) {
            return value.flatMap(Places::path).map(Listen.UnixSocket::new);
        }
        Matcher tcp = TCP.matcher(text.get());
        if (tcp.matches() && Integer.parseInt(tcp.group(3)) <= 65_535 && Integer.parseInt(tcp.group(3)) > 0) {
            String host = tcp.group(1) == null ? tcp.group(2) : tcp.group(1);
            return Optional.of(new Listen.Tcp(host, Integer.parseInt(tcp.group(3))));
        }
        value.orElseThrow().problem("must be HOST:PORT or the path of a unix socket");
        return Optional.empty();
    }
}
