package org.headroom.cli;

import java.util.Map;
import java.util.TreeMap;

/** What took part in a run. */
final class Versions {
    private Versions() {}

    static Map<String, String> all() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("headroom", Headroom.VERSION);
        versions.put("java", Runtime.version().toString());
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        versions.put("jetty", org.eclipse.jetty.util.Jetty.VERSION);
        put(versions, "gatling", io.gatling.app.Gatling.class);
        put(versions, "netty", io.netty.buffer.ByteBuf.class);
        return versions;
    }

    private static void put(Map<String, String> versions, String name, Class<?> of) {
        String version = of.getPackage().getImplementationVersion();
        if (version != null) {
            versions.put(name, version);
        }
    }
}
