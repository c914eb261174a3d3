package org.headroom.scenarios.endpoint;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An http or https URL as a browser would request it: no fragment, no user, no {@code ..}, special characters
 * percent-encoded. Reads references as forgivingly as browsers do (spaces, backslashes, bare percent signs), which
 * {@link java.net.URI} does not.
 *
 * @param path with query, begins with {@code /}
 */
public record WebUrl(String scheme, String host, int port, String path) {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*\\.?");
    private static final Pattern HOST = Pattern.compile("[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_.])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]+");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^]]*]|[^:\\[\\]]+)(?::([0-9]{0,5}))?");
    private static final int LONGEST = 8192;

    /** An absolute URL; empty when it is none. */
    public static Optional<WebUrl> parse(String text) {
        return withScheme(cleaned(text));
    }

    private static Optional<WebUrl> withScheme(String text) {
        Matcher matcher = SCHEME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        String rest = slashed(matcher.group(2));
        boolean web = scheme.equals("http") || scheme.equals("https");
        return web && rest.startsWith("//") ? withAuthority(scheme, rest.substring(2)) : Optional.empty();
    }

    /** What a reference on this page or in this style sheet means; empty when it is not for the web. */
    public Optional<WebUrl> resolve(String reference) {
        String text = cleaned(reference);
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (SCHEME.matcher(text).matches()) {
            return withScheme(text);
        }
        String slashed = slashed(text);
        if (slashed.startsWith("//")) {
            return withAuthority(scheme, slashed.substring(2));
        }
        if (slashed.isEmpty()) {
            return Optional.of(this);
        }
        String pathOnly = path.split("\\?", 2)[0];
        String merged = slashed.startsWith("/")
                ? slashed
                : slashed.startsWith("?")
                        ? pathOnly + slashed
                        : pathOnly.substring(0, pathOnly.lastIndexOf('/') + 1) + slashed;
        return Optional.of(new WebUrl(scheme, host, port, requestPath(merged)));
    }

    private static Optional<WebUrl> withAuthority(String scheme, String rest) {
        int end = 0;
        while (end < rest.length() && "/?".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(0, end);
        Matcher matcher = AUTHORITY.matcher(authority.substring(authority.lastIndexOf('@') + 1));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String port = matcher.group(2);
        int number = port == null || port.isEmpty() ? standardPort(scheme) : Integer.parseInt(port);
        if (number < 1 || number > 65_535) {
            return Optional.empty();
        }
        String path = rest.substring(end);
        String rooted = path.startsWith("/") ? path : "/" + path;
        return host(matcher.group(1)).map(host -> new WebUrl(scheme, host, number, requestPath(rooted)));
    }

    private static Optional<String> host(String text) {
        if (text.startsWith("[")) {
            return Optional.of(HostName.normal(text))
                    .filter(host -> IPV6.matcher(host).matches());
        }
        try {
            // Java's IDN reads its tables when it is first asked: not for names that need none.
            String ascii = (PLAIN.matcher(text).matches() ? text : IDN.toASCII(text, IDN.ALLOW_UNASSIGNED))
                    .toLowerCase(Locale.ROOT);
            return Optional.of(HostName.normal(ascii))
                    .filter(host -> host.length() <= 253 && HOST.matcher(host).matches());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static int standardPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** Without fragment, surrounding blanks, and the line breaks that browsers drop. */
    private static String cleaned(String text) {
        int fragment = text.indexOf('#');
        String whole = fragment < 0 ? text : text.substring(0, fragment);
        return whole.replaceAll("[\\t\\r\\n]", "").strip();
    }

    /** Backslashes before the query count as slashes. */
    private static String slashed(String text) {
        int query = text.indexOf('?');
        return query < 0
                ? text.replace('\\', '/')
                : text.substring(0, query).replace('\\', '/') + text.substring(query);
    }

    private static String requestPath(String pathAndQuery) {
        String[] parts = pathAndQuery.split("\\?", 2);
        String path = encoded(withoutDots(parts[0]), "\"<>\\^`{|}[]");
        return parts.length == 1 ? path : path + "?" + encoded(parts[1], "\"<>\\^`{|}");
    }

    private static String withoutDots(String path) {
        List<String> kept = new ArrayList<>();
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            String segment = segments[i].replaceAll("(?i)%2e", ".");
            if (segment.equals("..") && !kept.isEmpty()) {
                kept.removeLast();
            }
            boolean dots = segment.equals("..") || segment.equals(".");
            if (!dots) {
                kept.add(segments[i]);
            } else if (last) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }

    private static String encoded(String text, String special) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean bare = c == '%' && !isHexPair(text, i);
            if (c > 0x20 && c < 0x7f && special.indexOf(c) < 0 && !bare) {
                out.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append(String.format("%%%02X", b));
                }
            }
        }
        return out.toString();
    }

    private static boolean isHexPair(String text, int at) {
        return at + 1 < text.length()
                && Character.digit(text.charAt(at), 16) >= 0
                && Character.digit(text.charAt(at + 1), 16) >= 0;
    }

    /** Whether both have scheme, host and port in common: browsers call that the same origin. */
    public boolean sameServer(WebUrl other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    /** The path without its query. */
    public String plainPath() {
        return path.split("\\?", 2)[0];
    }

    /** Scheme, host and port, as the header {@code origin} has it. */
    public String origin() {
        String explicit = port == standardPort(scheme) ? "" : ":" + port;
        return scheme + "://" + HostName.inUrl(host) + explicit;
    }

    @Override
    public String toString() {
        return origin() + path;
    }
}
