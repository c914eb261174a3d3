package org.headroom.scenarios.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {
    private static final WebUrl BASE =
            WebUrl.parse("https://www.example.org/a/b/c.html?q=1").orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "x.png,https://www.example.org/a/b/x.png",
        "../x.png,https://www.example.org/a/x.png",
        "../../../x.png,https://www.example.org/x.png",
        "./,https://www.example.org/a/b/",
        "..,https://www.example.org/a/",
        "/x/./y/../z,https://www.example.org/x/z",
        "?p=2,https://www.example.org/a/b/c.html?p=2",
        "#frag,https://www.example.org/a/b/c.html?q=1",
        "//cdn.example.net/x,https://cdn.example.net/x",
        "\\\\cdn.example.net\\x,https://cdn.example.net/x",
        "HTTP://CDN.example.net:80/x,http://cdn.example.net/x",
        "https://u:p@cdn.example.net:8443?x,https://cdn.example.net:8443/?x",
        "https://bücher.example/ü?ü=1,https://xn--bcher-kva.example/%C3%BC?%C3%BC=1",
        "https://[2001:DB8::1]:8443/,https://[2001:db8::1]:8443/",
        "a b|c?d e=%zz%20,https://www.example.org/a/b/a%20b%7Cc?d%20e=%25zz%20",
        "load-styles.php?load[]=a,https://www.example.org/a/b/load-styles.php?load[]=a",
        "%2e%2e/x,https://www.example.org/a/x"
    })
    void referencesResolveAsInBrowsers(String reference, String expected) {
        assertThat(BASE.resolve(reference).map(WebUrl::toString)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:image/png;base64,AA",
                "javascript:x()",
                "mailto:a@b",
                "about:blank",
                "https:///x",
                "https://a b/",
                "https://x:99999/",
                "https://exa<mple/"
            })
    void whatIsNotForTheWebResolvesToNothing(String reference) {
        assertThat(BASE.resolve(reference)).isEqualTo(Optional.empty());
    }

    @Test
    void lineBreaksInsideAreDropped() {
        assertThat(BASE.resolve(" /x\n\t.png ").map(WebUrl::path)).contains("/x.png");
    }

    @Property
    void whateverIsResolvedCanBeRequested(@ForAll String reference) {
        BASE.resolve(reference).ifPresent(url -> {
            assertThat(URI.create(url.toString()).getHost()).isNotNull();
            assertThat(url.path()).startsWith("/").matches("[!-~]+");
            assertThat(WebUrl.parse(url.toString())).contains(url);
        });
    }
}
