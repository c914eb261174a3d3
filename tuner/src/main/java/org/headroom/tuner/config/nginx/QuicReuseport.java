package org.headroom.tuner.config.nginx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.headroom.tuner.config.nginx.NginxDirective.Argument;
import org.headroom.tuner.config.text.Found;

/**
 * Whether each worker of an NGINX has its own UDP socket. With one socket for all, a packet of a QUIC connection may come
 * to a worker that does not know the connection: of 30 pages over h3 from two workers 22 failed, with {@code reuseport} none
 * (nginx 1.26).
 *
 * <p>Options of a socket belong to the address and port, so exactly one {@code listen} of all servers with that address may
 * carry them ("duplicate listen options" otherwise): where one has others already, {@code reuseport} goes there.
 */
public final class QuicReuseport {
    private static final String REUSEPORT = "reuseport";

    /** Those that make it the one line with options (ngx_http_core_listen). */
    private static final Pattern OPTION = Pattern.compile(
            "(setfib|fastopen|backlog|rcvbuf|sndbuf|accept_filter|ipv6only|so_keepalive)=.*|bind|deferred|multipath");

    private QuicReuseport() {}

    /** What an administrator should change by hand, for each address. */
    public static List<String> notes(NginxConfig config) {
        Map<String, List<NginxDirective>> byAddress = new LinkedHashMap<>();
        config.quicListeners()
                .forEach(listen -> byAddress
                        .computeIfAbsent(address(listen.value()), _ -> new ArrayList<>())
                        .add(listen));
        String workers = config.general("worker_processes").map(Found::value).orElse("1");
        List<String> notes = new ArrayList<>();
        byAddress.forEach(
                (address, listeners) -> note(address, listeners, workers).ifPresent(notes::add));
        return List.copyOf(notes);
    }

    private static Optional<String> note(String address, List<NginxDirective> listeners, String workers) {
        List<NginxDirective> having =
                listeners.stream().filter(listen -> listen.has(REUSEPORT)).toList();
        if (having.size() > 1) {
            String places =
                    having.stream().map(listen -> listen.place().toString()).collect(Collectors.joining(", "));
            return Optional.of("NGINX refuses to start with `reuseport` twice for QUIC at " + address + " (" + places
                    + "): leave it in " + having.getFirst().place() + " only");
        }
        if (having.size() == 1 || !several(workers)) {
            return Optional.empty();
        }
        NginxDirective one =
                listeners.stream().filter(QuicReuseport::hasOptions).findFirst().orElse(listeners.getFirst());
        return Optional.of("NGINX has worker_processes " + workers + " and one UDP socket for all of them at " + address
                + ": QUIC packets come to workers that do not know their connection (22 of 30 fetches over h3 failed with two"
                + " workers, none with reuseport). Write at " + one.place()
                + ", and in no other server with that address: "
                + withReuseport(one));
    }

    /** As many as cores with auto; one core is rare. */
    private static boolean several(String workers) {
        return workers.equals("auto") || (workers.matches("\\d{1,6}") && Integer.parseInt(workers) > 1);
    }

    private static boolean hasOptions(NginxDirective listen) {
        return listen.arguments().stream()
                .anyMatch(argument -> OPTION.matcher(argument.text()).matches());
    }

    private static String withReuseport(NginxDirective listen) {
        return "listen "
                + listen.arguments().stream().map(Argument::text).collect(Collectors.joining(" "))
                + " " + REUSEPORT + ";";
    }

    /** One spelling of an address with its port: a port alone is of all IPv4 addresses. */
    private static String address(String listen) {
        String lower = listen.toLowerCase(Locale.ROOT);
        if (lower.matches("\\d+")) {
            return "*:" + lower;
        }
        boolean port = lower.matches("\\[.*]:\\d+") || lower.matches("[^:]+:\\d+");
        return (port ? lower : lower + ":80").replaceFirst("^0\\.0\\.0\\.0:", "*:");
    }
}
