package org.headroom.tuner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.headroom.probes.reading.Reading;
import org.headroom.tuner.model.Figure;
import org.headroom.tuner.model.OriginMeasurements;
import org.junit.jupiter.api.Test;

class OpcacheStateTest {
    private static final double MIB = 1 << 20;
    private static final OptionalLong UNSET = OptionalLong.empty();

    private final List<Reading> readings = new ArrayList<>();

    private void read(String host, int second, String name, double value) {
        readings.add(new Reading(Instant.ofEpochSecond(second), "fpm-opcache", host, name, value, "bytes"));
    }

    private void status(String host, int second, double usedMib, double stringsMib, double freeMib) {
        read(host, second, "used", usedMib * MIB);
        read(host, second, "free", (128 - usedMib) * MIB);
        read(host, second, "strings_size", stringsMib * MIB);
        read(host, second, "strings_free", freeMib * MIB);
    }

    private Optional<OpcacheState> state() {
        return OpcacheState.of("origin1", List.of("www", "shop"), readings);
    }

    private OriginMeasurements.Fpm into(double plannedMib, OptionalLong configured) {
        return state().orElseThrow()
                .into(
                        new OriginMeasurements.Fpm(
                                new Figure(9 * MIB, "master"),
                                new Figure(plannedMib * MIB, "as configured"),
                                new Figure(3000, "counted")),
                        configured);
    }

    @Test
    void stringsThatAreNearlyFullGetHalfMoreInStepsOfEight() {
        status("origin1/www", 1, 60, 8, 1);
        OriginMeasurements.Fpm fpm = into(128, UNSET);
        assertThat(fpm.stringsMegabytes().value()).isEqualTo(16);
        assertThat(fpm.stringsMegabytes().source()).contains("88 % of 8 MB in use");
        assertThat(fpm.opcacheBytes().source()).isEqualTo("as configured");
        assertThat(fpm.phpFiles().value()).isEqualTo(3000);
    }

    @Test
    void stringsWithRoomStayAsTheyAre() {
        status("origin1/www", 1, 60, 8, 2);
        assertThat(into(128, UNSET).stringsMegabytes().value()).isZero();
    }

    @Test
    void moreStringsTakeFromTheOpcacheWhichThenMayHaveToGrow() {
        status("origin1/www", 1, 80, 16, 0);
        // 80 MiB and 8 more, and half as many again: 132, so 160.
        OriginMeasurements.Fpm fpm = into(128, OptionalLong.of(16));
        assertThat(fpm.stringsMegabytes().value()).isEqualTo(24);
        assertThat(fpm.opcacheBytes().value()).isEqualTo(160 * MIB);
        assertThat(fpm.opcacheBytes().source()).contains("80 of 128 MiB in use and 8 MB more for interned strings");
    }

    @Test
    void theBufferOfAPhpThatTellsThreeQuartersOfItIsKnownByItsSetting() {
        status("origin1/www", 1, 60, 12, 0);
        assertThat(into(128, OptionalLong.of(16)).stringsMegabytes().value()).isEqualTo(24);
    }

    @Test
    void aBufferThatIsConfiguredLargerAlreadyWaitsForItsRestart() {
        status("origin1/www", 1, 60, 8, 0);
        assertThat(into(128, OptionalLong.of(32)).stringsMegabytes().value()).isZero();
    }

    @Test
    void theLastStatusOfThePoolWithTheFullestStringsCounts() {
        status("origin1/www", 1, 60, 8, 0);
        status("origin1/www", 2, 60, 8, 7);
        status("origin1/shop", 1, 60, 8, 4);
        status("origin2/www", 3, 60, 8, 0);
        assertThat(state().orElseThrow().share()).isEqualTo(0.5);
    }

    @Test
    void whatDidNotComeOrIsOffOrIsGarbageTellsNothing() {
        read("origin1/www", 1, "came", 0);
        assertThat(state()).isEmpty();
        status("origin1/www", 1, 60, 8, 1);
        read("origin1/www", 1, "enabled", 0);
        assertThat(state()).isEmpty();
        readings.clear();
        status("origin1/www", 1, 60, 0, 1);
        read("origin1/www", 2, "strings_free", Double.NaN);
        assertThat(state()).isEmpty();
    }

    @Test
    void anOpcacheThatNobodySawIsKnownByItsStatus() {
        status("origin1/www", 1, 60, 8, 4);
        OriginMeasurements.Fpm fpm = state().orElseThrow()
                .into(
                        new OriginMeasurements.Fpm(
                                Assumptions.FPM_MASTER, Assumptions.OPCACHE, new Figure(0, "not counted")),
                        UNSET);
        assertThat(fpm.opcacheBytes()).isEqualTo(new Figure(128 * MIB, "opcache's status: 60 of 128 MiB in use"));
    }

    @Property(tries = 300)
    void nothingIsEverLoweredAndStringsAreWholeSteps(
            @ForAll @DoubleRange(min = 0, max = 1) double free,
            @ForAll @IntRange(min = 1, max = 5000) int configured,
            @ForAll @DoubleRange(min = 1, max = 4000) double usedMib,
            @ForAll @DoubleRange(min = 1, max = 4000) double plannedMib) {
        OpcacheState state =
                new OpcacheState(4000 * MIB, usedMib * MIB, configured * MIB * 0.99, free * configured * MIB * 0.99);
        Figure planned = new Figure(plannedMib * MIB, "as configured");
        OriginMeasurements.Fpm fpm =
                state.into(new OriginMeasurements.Fpm(planned, planned, planned), OptionalLong.of(configured));
        double strings = fpm.stringsMegabytes().value();
        assertThat(fpm.opcacheBytes().value()).isGreaterThanOrEqualTo(planned.value());
        assertThat(strings % 8).isZero();
        assertThat(strings == 0 || strings > configured).isTrue();
    }
}
