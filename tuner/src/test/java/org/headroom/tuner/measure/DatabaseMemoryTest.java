package org.headroom.tuner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DatabaseMemoryTest {
    private static final double MIB = 1 << 20;

    @Test
    void whatIsNotConfiguredIsAsMariadbSetsItItself() {
        DatabaseMemory memory = DatabaseMemory.of(Map.of());
        assertThat(memory.grownBytes().value()).isEqualTo((96 + 128 + 16) * MIB);
        assertThat(memory.grownBytes().source()).contains("innodb_buffer_pool_size 128 MiB (MariaDB's default)");
        assertThat(memory.connectionBytes().value()).isBetween(2 * MIB, 4 * MIB);
    }

    @Test
    void configuredSizesCountInEverySpelling() {
        for (String spelling : new String[] {"1G", "1024m", "1048576K", "1073741824"}) {
            DatabaseMemory memory = DatabaseMemory.of(Map.of("mariadb innodb_buffer_pool_size", spelling));
            assertThat(memory.grownBytes().value()).as(spelling).isEqualTo((96 + 1024 + 16) * MIB);
        }
    }

    @Test
    void otherCachesCountAsConfigured() {
        DatabaseMemory memory = DatabaseMemory.of(Map.of(
                "mariadb key_buffer_size", "512M", "mariadb query_cache_size", "64M", "mariadb tmp_table_size", "32M"));
        assertThat(memory.grownBytes().value()).isEqualTo((96 + 128 + 16 + 512 + 64) * MIB);
        assertThat(memory.connectionBytes().value()).isGreaterThan(34 * MIB);
    }

    @Test
    void garbageIsNoSize() {
        for (String garbage : new String[] {"", "much", "-1", "1GB!", "99999999999999999999"}) {
            assertThat(DatabaseMemory.of(Map.of("mariadb innodb_buffer_pool_size", garbage))
                            .grownBytes()
                            .value())
                    .as(garbage)
                    .isEqualTo((96 + 128 + 16) * MIB);
        }
    }

    @Property(tries = 200)
    void aLargerBufferNeverNeedsLess(
            @ForAll @LongRange(max = 1L << 40) long bytes, @ForAll @LongRange(max = 1L << 40) long more) {
        DatabaseMemory small = DatabaseMemory.of(Map.of("mariadb sort_buffer_size", Long.toString(bytes)));
        DatabaseMemory large = DatabaseMemory.of(Map.of("mariadb sort_buffer_size", Long.toString(bytes + more)));
        assertThat(large.connectionBytes().value())
                .isGreaterThanOrEqualTo(small.connectionBytes().value());
    }
}
