package org.headroom.scenarios.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewportTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "all",
                "screen",
                "only screen and (min-width: 1000px)",
                "(min-width:1000px)and (max-width:1400px)",
                "print, screen",
                "not print",
                "not all and (max-width: 600px)",
                "(width >= 600px)",
                "(prefers-reduced-motion: no-preference)",
                "(min-width: 48em)",
                "(hover: hover) and (pointer: fine)"
            })
    void theseMediaQueriesApply(String media) {
        assertThat(Viewport.matches(media)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "print",
                "screen and (max-width: 600px)",
                "(max-width: 600px), print",
                "not screen",
                "(width < 600px)",
                "(min-resolution: 2dppx)",
                "(-webkit-min-device-pixel-ratio: 1.5)",
                "(prefers-color-scheme: dark)",
                "(orientation: portrait)",
                "(no-such-feature: 1)",
                "nonsense"
            })
    void theseMediaQueriesDoNot(String media) {
        assertThat(Viewport.matches(media)).isFalse();
    }

    private static String chosen(String attributes) {
        Element img = Jsoup.parse("<img " + attributes + ">").expectFirst("img");
        return ImageChoice.of(img).orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "src=a | a",
                "srcset='a 1x, b 2x' src=c | a",
                "srcset='b 2x' src=c | c",
                "srcset='a 0.5x' src=c | c",
                "srcset='s 400w, m 1366w, l 2000w' src=c | m",
                "srcset='s 400w, m 1366w, l 2000w' sizes='300px' | s",
                "srcset='s 400w, m 700w, l 2000w' sizes='(max-width: 900px) 100vw, calc(50vw - 10px)' | m",
                "srcset='s 100w, m 200w' | m",
                "srcset='s 400w, l 2000w' sizes='auto, (max-width: 500px) 100vw, 500px' width=390 | s",
                "srcset='s 400w, l 2000w' sizes='min(100vw, 300px)' | l",
                "srcset='data:image/png;base64,AA== 1x' | data:image/png;base64,AA==",
                "srcset='a.jpg, b.jpg 2x' | a.jpg",
                "srcset=',,' src=c | c",
                "srcset='a nonsense' src=c | c"
            })
    void theImageIsChosenByTheRule(String attributes, String expected) {
        assertThat(chosen(attributes)).isEqualTo(expected);
    }

    @Test
    void anImageWithoutAnythingIsNone() {
        assertThat(chosen("alt=x")).isEmpty();
    }
}
