package org.headroom.lab.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.headroom.lab.template.Templates;
import org.junit.jupiter.api.Test;

final class LabSiteTest {
    @Test
    void theHomePagesAreOfThreeSizes() {
        assertThat(LabSite.all()).extracting(LabSite::name).containsExactly("site1", "site2", "site3");
        assertThat(LabSite.all()).extracting(LabSite::home).containsExactly("p50", "p75", "p25");
        assertThat(LabSite.named("site2").hosts()).containsExactly("www.site2.test", "site2.test");
    }

    @Test
    void anotherSiteIsAnotherSetOfValues() {
        LabSite site = new LabSite("site4", "Four", "The fourth", 4, "p90");

        assertThat(site.json())
                .isEqualTo("{\"name\": \"site4\", \"host\": \"www.site4.test\", \"title\": \"Four\","
                        + " \"tagline\": \"The fourth\", \"seed\": 4, \"home\": \"p90\"}\n");
    }

    @Test
    void valuesThatWouldNeedQuotingAreRefused() {
        assertThatThrownBy(() -> new LabSite("Site 4", "Four", "The fourth", 4, "p90"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LabSite("site4", "\"Four\"", "The fourth", 4, "p90"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LabSite("site4", "Four", "The fourth", 4, "p95"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyLabHasTheSamePages() {
        assertThat(LabSite.all()).extracting(LabSite::seed).containsExactly(1, 2, 3);
        for (String script : List.of("content.php", "photos.php", "assets.php")) {
            String source = Templates.source("wordpress/" + script);
            assertThat(source).as(script).contains("mt_srand(");
            assertThat(source)
                    .as(script)
                    .doesNotContainPattern("(?<!mt_)\\brand\\(")
                    .doesNotContainPattern(
                            "\\b(time|date|uniqid|random_int|random_bytes|shuffle|array_rand|microtime)\\(");
        }
    }
}
