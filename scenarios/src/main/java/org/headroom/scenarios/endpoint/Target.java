package org.headroom.scenarios.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The server under test, as {@code --target} names it.
 *
 * @param tls https; without it only h1 is possible
 * @param host name or address, IPv6 without brackets
 */
public record Target(boolean tls, String host, int port) {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /**
     * Reads a target such as {@code https://www.example.org} or {@code http://127.0.0.1:8080}.
     *
     * @throws IllegalArgumentException when the text is none, with a message for the user
     */
    public static Target parse(String text) {
        URI url;
        try {
            url = new URI(text.strip());
        } catch (URISyntaxException _) {
            throw wrong(text, "it is no URL");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw wrong(text, "begin with https:// or http://");
        }
        if (url.getHost() == null) {
            throw wrong(text, "it names no host");
        }
        if (url.getUserInfo() != null) {
            throw wrong(text, "leave out user and password, Headroom sends none");
        }
        boolean bare = url.getRawPath() == null
                || url.getRawPath().isEmpty()
                || url.getRawPath().equals("/");
        if (!bare || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw wrong(
                    text, "a target is a server; the pages are in the scenario, so leave out what follows the host");
        }
        boolean tls = scheme.equals("https");
        int port = url.getPort() < 0 ? standardPort(tls) : url.getPort();
        if (port < 1 || port > 65_535) {
            throw wrong(text, "a port is from 1 to 65535");
        }
        return new Target(tls, HostName.normal(url.getHost()), port);
    }

    private static int standardPort(boolean tls) {
        return tls ? HTTPS : HTTP;
    }

    private static IllegalArgumentException wrong(String text, String reason) {
        return new IllegalArgumentException("'" + text + "' is no target: " + reason);
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return tls ? "https" : "http";
    }

    /** Host, and port unless it is the scheme's own: what {@code :authority} and {@code Host} carry. */
    public String authority() {
        return port == standardPort(tls) ? HostName.inUrl(host) : HostName.inUrl(host) + ":" + port;
    }

    /** URL without path, such as {@code https://www.example.org:8443}. */
    public String base() {
        return scheme() + "://" + authority();
    }

    /** URL of a path, which begins with {@code /}. */
    public String url(String path) {
        return base() + path;
    }

    /** The same server by another of the scenario's hosts. */
    public Target withHost(String otherHost) {
        return new Target(tls, HostName.normal(otherHost), port);
    }

    @Override
    public String toString() {
        return base();
    }
}
