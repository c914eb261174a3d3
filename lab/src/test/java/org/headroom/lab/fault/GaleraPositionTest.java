package org.headroom.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GaleraPositionTest {
    private static final String UUID = "3cfe15d8-e6cf-11f1-a5d9-eab22aa113b2";

    @Test
    void theLastRecoveredPositionCounts() {
        String output = """
                2026-11-22 23:48:55 0 [Note] WSREP: Recovered position: 00000000-0000-0000-0000-000000000000:-1
                2026-11-22 23:48:56 0 [Note] InnoDB: Starting shutdown...
                2026-11-22 23:48:57 0 [Note] WSREP: Recovered position: %s:19,0-1-7
                """.formatted(UUID);

        assertThat(GaleraPosition.recovered(output)).contains(new GaleraPosition(UUID, 19));
    }

    @Test
    void aNodeThatHasNothingIsBehindEveryOther() {
        String output = "WSREP: Recovered position: 00000000-0000-0000-0000-000000000000:-1";

        assertThat(GaleraPosition.recovered(output).orElseThrow().seqno()).isEqualTo(GaleraPosition.UNKNOWN.seqno());
    }

    @Test
    void anAnswerWithoutAPositionHasNone() {
        assertThat(GaleraPosition.recovered("")).isEmpty();
        assertThat(GaleraPosition.recovered("[ERROR] Aborting")).isEmpty();
    }
}
