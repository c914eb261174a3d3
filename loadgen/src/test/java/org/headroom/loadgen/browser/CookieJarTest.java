package org.headroom.loadgen.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.headroom.scenarios.endpoint.WebUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieJarTest {
    private final CookieJar jar = new CookieJar();

    private static WebUrl url(String text) {
        return WebUrl.parse(text).orElseThrow();
    }

    private void take(String from, String... setCookies) {
        jar.take(url(from), List.of(setCookies));
    }

    private String sent(String to) {
        return jar.header(url(to)).orElse("");
    }

    @Test
    void aCookieGoesBackToItsHostOnly() {
        take("https://www.example.org/", "a=1");
        assertThat(sent("https://www.example.org/x?y")).isEqualTo("a=1");
        assertThat(sent("https://example.org/")).isEmpty();
        assertThat(sent("https://sub.www.example.org/")).isEmpty();
    }

    @Test
    void aDomainCookieGoesToTheWholeDomainAndNobodySetsOneForAnother() {
        take(
                "https://www.example.org/",
                "a=1; Domain=example.org; Path=/",
                "b=2; Domain=example.net",
                "c=3; Domain=org");
        assertThat(sent("https://cdn.example.org/")).isEqualTo("a=1");
        assertThat(sent("https://badexample.org/")).isEmpty();
        assertThat(sent("https://example.net/")).isEmpty();
    }

    @Test
    void pathsMatchByWholeFoldersAndTheLongerOnesComeFirst() {
        take("https://w.test/", "all=1; Path=/", "admin=2; Path=/wp-admin");
        assertThat(sent("https://w.test/wp-admin/post.php")).isEqualTo("admin=2; all=1");
        assertThat(sent("https://w.test/wp-administrator/")).isEqualTo("all=1");
    }

    @Test
    void aSecureCookieDoesNotTravelInTheClear() {
        take("https://w.test/", "s=1; Path=/; Secure; HttpOnly; SameSite=Lax");
        assertThat(sent("https://w.test/")).isEqualTo("s=1");
        assertThat(sent("http://w.test/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=; Max-Age=0; Path=/",
                "a=x; expires=Thu, 01-Jan-1970 00:00:00 GMT; path=/",
                "a=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/"
            })
    void anExpiredCookieReplacesTheOldOneAndIsGone(String expired) {
        take("https://w.test/", "a=1; Path=/");
        take("https://w.test/", expired);
        assertThat(sent("https://w.test/")).isEmpty();
    }

    @Test
    void theDatesThatOldPhpWritesAreUnderstoodAndValuesAreLeftAlone() {
        take("https://w.test/", "a=12-Dec-2026; expires=Thu, 26-Nov-2099 01:02:03 GMT; path=/");
        assertThat(sent("https://w.test/")).isEqualTo("a=12-Dec-2026");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no cookie", "=x", "\u0001=1"})
    void whatIsNoCookieIsDropped(String line) {
        take("https://w.test/", line);
        assertThat(sent("https://w.test/")).isEmpty();
    }

    @Test
    void pathsThatNoUriMayHoldAndNamesThatNoHostShouldHaveDoNoHarm() {
        WebUrl odd = new WebUrl("https", "w.test", 443, "/a|b/{c}?x=^");
        jar.take(odd, List.of("a=1; Path=/"));
        assertThat(jar.header(odd)).contains("a=1");
        WebUrl underscored = new WebUrl("https", "my_host.test", 443, "/");
        jar.take(underscored, List.of("b=1"));
        assertThat(jar.header(underscored)).isEmpty();
    }
}
