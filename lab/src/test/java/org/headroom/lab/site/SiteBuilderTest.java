package org.headroom.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SiteBuilderTest {
    @Test
    void whatWordPressSaysAsAPageIsToldAsText() {
        String page = """
                <!DOCTYPE html>
                <html><head><style type="text/css">
                    body { color: red }
                </style></head>
                <body><h1>Error establishing a database connection</h1>

                    <p>Is it running?</p></body></html>
                """;

        assertThat(SiteBuilder.withoutMarkup(page))
                .isEqualTo("Error establishing a database connection\nIs it running?");
    }
}
