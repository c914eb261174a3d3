package org.headroom.lab;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ports of the stack, all on loopback. {@code https} is used over TCP and UDP. */
public record LabPorts(int https, int http, int apache, int apacheStatus, int fpm, int fpmStatus) {
    private static final int MAX_PORT = 65535;
    private static final int STEP = 10;
    private static final int TRIES = 200;

    public LabPorts {
        List<Integer> all = List.of(https, http, apache, apacheStatus, fpm, fpmStatus);
        if (all.stream().anyMatch(port -> port < 1 || port > MAX_PORT)) {
            throw new IllegalArgumentException("ports are 1 to " + MAX_PORT + ": " + all);
        }
        if (all.stream().distinct().count() < all.size()) {
            throw new IllegalArgumentException("every part needs a port of its own: " + all);
        }
    }

    public static LabPorts defaults() {
        return new LabPorts(8443, 8080, 8081, 8082, 9001, 9002);
    }

    /** The defaults, all moved up by the same number. */
    public static LabPorts shiftedBy(int offset) {
        LabPorts base = defaults();
        return new LabPorts(
                base.https + offset,
                base.http + offset,
                base.apache + offset,
                base.apacheStatus + offset,
                base.fpm + offset,
                base.fpmStatus + offset);
    }

    /** The defaults if they are free, else the next group that is. Somebody may take one before the lab does. */
    public static LabPorts firstFree() {
        for (int n = 0; n < TRIES; n++) {
            LabPorts ports = shiftedBy(n * STEP);
            if (ports.occupied().isEmpty()) {
                return ports;
            }
        }
        throw new IllegalStateException("no free group of ports on loopback");
    }

    private Map<String, Integer> named() {
        Map<String, Integer> named = new LinkedHashMap<>();
        named.put("https", https);
        named.put("http", http);
        named.put("apache", apache);
        named.put("apache status", apacheStatus);
        named.put("fpm", fpm);
        named.put("fpm status", fpmStatus);
        return named;
    }

    /** Those that another program has, each as {@code https 8443/tcp}. */
    public List<String> occupied() {
        List<String> taken = new ArrayList<>();
        named().forEach((name, port) -> {
            if (!freeTcp(port)) {
                taken.add(name + " " + port + "/tcp");
            }
        });
        if (!freeUdp(https)) {
            taken.add("https " + https + "/udp");
        }
        return List.copyOf(taken);
    }

    private static boolean freeTcp(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean freeUdp(int port) {
        try (DatagramSocket _ = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** What follows a host name in addresses of the site. */
    String httpsSuffix() {
        return https == 443 ? "" : ":" + https;
    }
}
