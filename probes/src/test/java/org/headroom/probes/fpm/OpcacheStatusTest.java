package org.headroom.probes.fpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OpcacheStatusTest {
    /** As PHP 8.4 tells it. */
    private static final String REAL = """
            {"opcache_enabled":true,"cache_full":%s,"restart_pending":false,"restart_in_progress":false,
            "memory_usage":{"used_memory":130023424,"free_memory":2097152,"wasted_memory":2097152,"current_wasted_percentage":1.5625},
            "interned_strings_usage":{"buffer_size":8388608,"used_memory":8388608,"free_memory":%d,"number_of_strings":70000},
            "opcache_statistics":{"num_cached_scripts":900,"num_cached_keys":1500,"max_cached_keys":16229,"hits":99000,
            "start_time":1795373160,"last_restart_time":0,"oom_restarts":0,"hash_restarts":0,"manual_restarts":1,"misses":1000,
            "blacklist_misses":0,"blacklist_miss_ratio":0,"opcache_hit_rate":99.0},"jit":{"enabled":false}}
            """;

    static Map<String, OpcacheStatus.Figure> numbers(String full, int stringsFree) {
        return OpcacheStatus.read(REAL.formatted(full, stringsFree));
    }

    @Test
    void readsWhatPhpTells() {
        assertThat(numbers("false", 100))
                .containsEntry("enabled", new OpcacheStatus.Figure(1, "count"))
                .containsEntry("full", new OpcacheStatus.Figure(0, "count"))
                .containsEntry("used", new OpcacheStatus.Figure(130023424, "bytes"))
                .containsEntry("strings_free", new OpcacheStatus.Figure(100, "bytes"))
                .containsEntry("manual_restarts_total", new OpcacheStatus.Figure(1, "count"))
                .containsEntry("hits_total", new OpcacheStatus.Figure(99000, "count"));
    }

    @Test
    void oneThatIsOffSaysNoMore() {
        assertThat(OpcacheStatus.read("{\"opcache_enabled\":false}")).hasSize(1);
    }

    @Test
    void anotherPageIsRefusedInWords() {
        assertThatThrownBy(() -> OpcacheStatus.read("<html>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("answered no JSON");
        assertThatThrownBy(() -> OpcacheStatus.read("{}")).hasMessage("does not tell opcache's state");
    }

    @Property(tries = 300)
    void survivesTruncationAndGarbage(@ForAll @IntRange(max = 900) int length, @ForAll String garbage) {
        String page = REAL.formatted("true", 0);
        for (String text : new String[] {page.substring(0, Math.min(length, page.length() - 3)), garbage}) {
            try {
                assertThat(OpcacheStatus.read(text)).containsKey("enabled");
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
