package org.headroom.lab.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.headroom.lab.template.Templates;

/** Where a daemon lives: its host, the host's address, a directory of its own, and the values its files need. */
public record DaemonPlace(String host, String address, Path dir, Map<String, String> values) {

    public DaemonPlace {
        Map<String, String> all = new HashMap<>(values);
        all.put("host", host);
        all.put("address", address);
        all.put("dir", dir.toString());
        values = Map.copyOf(all);
    }

    String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for " + name);
        }
        return value;
    }

    String addressWith(String portName) {
        return address + ":" + value(portName);
    }

    void write(String template, String fileName) throws IOException {
        Files.createDirectories(dir);
        Templates.write(template, values, dir.resolve(fileName));
    }
}
