package org.headroom.loadgen.browser;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.SetCookieParser;
import org.headroom.scenarios.endpoint.HostName;
import org.headroom.scenarios.endpoint.WebUrl;
import org.jspecify.annotations.Nullable;

/** One browser's cookies (RFC 6265), kept and matched by Jetty's store. Most visitors get none, and cost nothing. */
public final class CookieJar {
    /** The date of Netscape's draft, which PHP sent until 8.2; Jetty's parser wants spaces. */
    private static final Pattern OLD_DATE = Pattern.compile("(?i)(;\\s*expires\\s*=[^;]*\\d)-([A-Z]{3})-(\\d{4})");

    private static final Comparator<HttpCookie> LONGER_PATHS_FIRST = Comparator.comparingInt(
            cookie -> cookie.getPath() == null ? 0 : -cookie.getPath().length());

    private final SetCookieParser parser = SetCookieParser.newInstance();
    private volatile @Nullable HttpCookieStore store;

    /** Keeps what the answer of a URL set; what is no cookie, or for another domain, is dropped. */
    public void take(WebUrl url, List<String> setCookies) {
        if (setCookies.isEmpty()) {
            return;
        }
        URI uri = uri(url);
        HttpCookieStore mine = store();
        for (String line : setCookies) {
            HttpCookie cookie = parser.parse(OLD_DATE.matcher(line).replaceAll("$1 $2 $3"));
            if (cookie != null && uri != null) {
                mine.add(uri, cookie);
            }
        }
    }

    /** Value of the {@code cookie} header of a request; empty: none is sent. */
    public Optional<String> header(WebUrl url) {
        HttpCookieStore mine = store;
        URI uri = mine == null ? null : uri(url);
        if (mine == null || uri == null) {
            return Optional.empty();
        }
        String text = mine.match(uri).stream()
                .sorted(LONGER_PATHS_FIRST)
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /**
     * Without the query, which decides nothing. Paths of scenarios may hold characters that a URI must not; a host name
     * may too (an underscore), and gets no cookies then.
     */
    private static @Nullable URI uri(WebUrl url) {
        try {
            return new URI(url.scheme(), null, HostName.inUrl(url.host()), url.port(), url.plainPath(), null, null);
        } catch (URISyntaxException _) {
            return null;
        }
    }

    private synchronized HttpCookieStore store() {
        HttpCookieStore mine = store;
        if (mine == null) {
            mine = new HttpCookieStore.Default();
            store = mine;
        }
        return mine;
    }
}
