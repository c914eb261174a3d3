package org.headroom.probes.apache;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.headroom.probes.Samples;
import org.junit.jupiter.api.Test;

class ServerStatusParserTest {
    private static final String REAL = Samples.text("apache-server-status-auto.txt");

    @Test
    void readsAnApacheOfDebian() {
        ServerStatus status = parsed(REAL);
        assertThat(status.busyWorkers()).hasValue(1);
        assertThat(status.idleWorkers()).hasValue(49);
        assertThat(status.field("Processes")).hasValue(2);
        assertThat(status.field("Total Accesses")).hasValue(1);
        assertThat(status.scoreboard()).hasValueSatisfying(board -> {
            assertThat(board.slots()).isEqualTo(150);
            assertThat(board.count('_')).isEqualTo(49);
            assertThat(board.count('W')).isEqualTo(1);
            assertThat(board.busy()).isEqualTo(1);
        });
        assertThat(status.busyRatio()).hasValue(1.0 / 150);
    }

    @Test
    void countsBusyWorkersFromTheScoreboardIfTheFieldIsMissing() {
        ServerStatus status = parsed("Scoreboard: _WKR_G....\n");
        assertThat(status.busyWorkers()).hasValue(4);
        assertThat(status.idleWorkers()).hasValue(2);
        assertThat(status.busyRatio()).hasValue(0.4);
    }

    @Test
    void withoutAScoreboardTheRatioIsOfTheProcessesThatRun() {
        assertThat(parsed("BusyWorkers: 9\nGracefulWorkers: 1\nIdleWorkers: 10\n")
                        .busyRatio())
                .hasValue(0.5);
    }

    @Test
    void aNumberCutOffAtTheEndIsNotBelieved() {
        assertThat(parsed("BusyWorkers: 9\nIdleWorkers: 14").idleWorkers()).isEmpty();
    }

    @Test
    void anotherPageIsRefusedInWords() {
        assertThat(ServerStatusParser.parse("<!DOCTYPE html>\n<title>404</title>\n"))
                .isEqualTo(new ServerStatusParser.Unreadable("no BusyWorkers and no Scoreboard in 35 characters that"
                        + " start with '<!DOCTYPE html> <title>404</title>'"));
    }

    @Property
    void survivesAnyText(@ForAll String garbage) {
        assertThat(ServerStatusParser.parse(garbage)).isNotNull();
        assertThat(ServerStatusParser.parse("BusyWorkers: 1\n" + garbage)).isNotNull();
    }

    @Property
    void survivesTruncationAndNeverMakesUpNumbers(@ForAll @IntRange(max = 1200) int length) {
        String page = REAL.substring(0, Math.min(length, REAL.length()));
        switch (ServerStatusParser.parse(page)) {
            case ServerStatusParser.Parsed(ServerStatus status) ->
                assertThat(parsed(REAL).fields()).containsAllEntriesOf(status.fields());
            case ServerStatusParser.Unreadable(String why) -> assertThat(why).isNotBlank();
        }
    }

    private static ServerStatus parsed(String page) {
        return switch (ServerStatusParser.parse(page)) {
            case ServerStatusParser.Parsed(ServerStatus status) -> status;
            case ServerStatusParser.Unreadable(String why) -> throw new AssertionError(why);
        };
    }
}
