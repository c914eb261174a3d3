package org.headroom.lab.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TemplatesTest {
    @Test
    void placeholdersAreFilledAndVariablesOfTheDaemonsStay() {
        assertThat(Templates.fill("return 301 https://$host${suffix}$request_uri;", Map.of("suffix", ":8443")))
                .isEqualTo("return 301 https://$host:8443$request_uri;");
    }

    @Test
    void charactersThatMeanSomethingElsewhereAreTakenAsTheyAre() {
        assertThat(Templates.fill("${a}", Map.of("a", "$1\\${b}"))).isEqualTo("$1\\${b}");
    }

    @Test
    void aPlaceholderWithoutAValueIsRefused() {
        assertThatThrownBy(() -> Templates.fill("${unknown}", Map.of())).hasMessageContaining("${unknown}");
    }

    @Test
    void aTemplateThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Templates.source("nginx/none")).hasMessageContaining("nginx/none");
    }
}
