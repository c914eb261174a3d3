package org.headroom.lab.install;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proxies that apt is told to use, as environment variables that other downloaders understand. */
public final class AptProxy {
    private static final Pattern LINE = Pattern.compile("^Acquire::(https?)::[Pp]roxy \"(.*)\";$");

    private AptProxy() {}

    /** Reads the output of {@code apt-config dump}. */
    public static Map<String, String> environment(String dump) {
        Map<String, String> variables = new TreeMap<>();
        dump.lines().map(LINE::matcher).filter(Matcher::matches).forEach(matcher -> {
            String proxy = matcher.group(2);
            if (!proxy.isEmpty() && !proxy.equals("DIRECT")) {
                variables.put(matcher.group(1) + "_proxy", proxy);
            }
        });
        return Map.copyOf(variables);
    }
}
