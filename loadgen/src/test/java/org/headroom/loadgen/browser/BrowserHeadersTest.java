package org.headroom.loadgen.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.ResourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserHeadersTest {
    private final BrowserHeaders headers = new BrowserHeaders("Headroom/test", "gzip, deflate, br");

    private static WebUrl url(String text) {
        return WebUrl.parse(text).orElseThrow();
    }

    private String sent(ResourceKind kind, String from, String to) {
        Optional<WebUrl> asking = from.isEmpty() ? Optional.empty() : Optional.of(url(from));
        Relation relation = asking.map(page -> Relation.between(page, url(to))).orElse(Relation.NONE);
        return headers.of(kind, url(to), relation, asking).toList().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .sorted()
                .reduce("", (a, b) -> a + b + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example.org/a, https://www.example.org/b, same-origin",
        "https://www.example.org/a, https://cdn.example.org/b, same-site",
        "https://www.example.org/a, https://www.example.org:8443/b, same-site",
        "https://www.example.org/a, http://www.example.org/b, cross-site",
        "https://www.example.org/a, https://www.example.net/b, cross-site",
        "https://a.example.co.uk/a, https://b.example.co.uk/b, same-site",
        "https://a.example.co.uk/a, https://other.co.uk/b, cross-site",
        "https://192.0.2.1/, https://192.0.2.2/, cross-site"
    })
    void whereARequestComesFromIsToldAsBrowsersTellIt(String from, String to, String site) {
        assertThat(Relation.between(url(from), url(to)).label()).isEqualTo(site);
    }

    @Test
    void aTypedAddressHasNoReferer() {
        assertThat(sent(ResourceKind.DOCUMENT, "", "https://w.test/"))
                .contains("sec-fetch-site: none", "sec-fetch-mode: navigate", "sec-fetch-user: ?1")
                .doesNotContain("referer");
    }

    @Test
    void theRefererIsTheWholePageOnItsOwnServerAndOnlyTheOriginElsewhere() {
        assertThat(sent(ResourceKind.CSS, "https://w.test/post?p=1", "https://w.test/s.css"))
                .contains("referer: https://w.test/post?p=1\n", "sec-fetch-site: same-origin", "sec-fetch-dest: style")
                .doesNotContain("origin: ");
        assertThat(sent(ResourceKind.FONT, "https://w.test/s.css", "https://fonts.test/f.woff2"))
                .contains("referer: https://w.test/\n", "sec-fetch-site: cross-site", "origin: https://w.test\n");
        assertThat(sent(ResourceKind.IMAGE, "https://w.test/", "http://w.test/a.png"))
                .doesNotContain("referer");
    }

    @Test
    void inTheClearThereIsNoFetchMetadataAndNoBrotli() {
        assertThat(sent(ResourceKind.DOCUMENT, "", "http://w.test/"))
                .contains("accept-encoding: gzip, deflate\n", "upgrade-insecure-requests: 1")
                .doesNotContain("sec-fetch", "br");
        assertThat(sent(ResourceKind.DOCUMENT, "", "https://w.test/")).contains("accept-encoding: gzip, deflate, br\n");
    }
}
