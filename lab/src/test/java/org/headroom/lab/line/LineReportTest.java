package org.headroom.lab.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LineReportTest {
    @Test
    void whatALineTellsIsReadBack() {
        LineStatistics line = new LineStatistics(
                LineSettings.parse("3g loss=0.5%"),
                Optional.of(Roaming.of("10.78.0.1", "10.78.0.9")),
                new DirectionStatistics(1, 2, 3, 4, 5, 6, 7, 8),
                new DirectionStatistics(11, 12, 13, 14, 15, 16, 17, 18));

        assertThat(LineReport.read(LineReport.write(line))).isEqualTo(line);
    }

    @Test
    void aHostThatKeepsItsAddressDoesNotRoam() {
        assertThatThrownBy(() -> Roaming.of("10.78.0.1", "10.78.0.1")).isInstanceOf(IllegalArgumentException.class);
    }
}
