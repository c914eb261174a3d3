package org.headroom.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcStatTest {
    @Test
    void aNameWithBlanksAndParenthesesDoesNotShiftTheFields() {
        ProcStat stat =
                ProcStat.parse("4242 (php-fpm: pool (a) b) S 1 4242 4200 0 -1 4194560 100 0 0 0 5 6 0 0 20 0 1 0"
                        + " 987654 1000000 2000 18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0");

        assertThat(stat).isEqualTo(new ProcStat(4242, 'S', 4200, 987654));
        assertThat(stat.ended()).isFalse();
    }

    @Test
    void aZombieHasEnded() {
        assertThat(new ProcStat(1, 'Z', 1, 1).ended()).isTrue();
    }

    @Test
    void somethingElseIsRefused() {
        assertThatThrownBy(() -> ProcStat.parse("no such thing")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thisProcessIsAmongAll() {
        long self = ProcessHandle.current().pid();

        assertThat(ProcStat.all()).extracting(ProcStat::pid).contains(self);
        assertThat(ProcStat.of(self))
                .hasValueSatisfying(stat -> assertThat(stat.ended()).isFalse());
    }

    @Test
    void proportionalSetSizeIsReadInBytes() {
        List<String> rollup = List.of(
                "5581c0000000-7ffd00000000 ---p 00000000 00:00 0    [rollup]",
                "Rss:               40960 kB",
                "Pss:               17408 kB",
                "Pss_Dirty:          9000 kB");

        assertThat(Memory.parsePss(rollup)).isEqualTo(17408 * 1024);
    }
}
