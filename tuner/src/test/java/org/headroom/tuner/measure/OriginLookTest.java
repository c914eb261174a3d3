package org.headroom.tuner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.model.Figure;
import org.junit.jupiter.api.Test;

class OriginLookTest {
    private static final double MIB = 1 << 20;

    private final Map<String, Map<String, Map<String, String>>> sections = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    private OriginLookTest told(String section, String subject, String key, String value) {
        sections.computeIfAbsent(section, _ -> new LinkedHashMap<>())
                .computeIfAbsent(subject, _ -> new LinkedHashMap<>())
                .put(key, value);
        return this;
    }

    private OriginLook look() {
        return OriginLook.of(new HostFacts(sections, problems));
    }

    private void process(int pid, String name, String title, double mib) {
        String subject = Integer.toString(pid);
        told("processes", subject, "name", name);
        told("processes", subject, "parent", "1");
        told("processes", subject, "threads", "1");
        told("processes", subject, "pss", Long.toString((long) (mib * MIB)));
        told("processes", subject, "private", Long.toString((long) (mib * MIB)));
        told("processes", subject, "title", title);
    }

    @Test
    void memoryOfPoolsAndOfAllElseComesFromTheProcessesThere() {
        process(10, "php-fpm8.4", "php-fpm: pool www", 20);
        process(11, "glusterfsd", "", 150);
        assertThat(look().memory().childBytes("www").value()).isEqualTo(20 * MIB);
        assertThat(look().memory()
                        .others(DatabaseMemory.of(Map.of()))
                        .orElseThrow()
                        .value())
                .isEqualTo(150 * MIB * 1.1);
    }

    @Test
    void onThisMachineThisProgramIsNoneOfWhatLivesThere() {
        process((int) ProcessHandle.current().pid(), "java", "", 400);
        process(11, "glusterfsd", "", 150);
        HostFacts facts = new HostFacts(sections, problems);
        assertThat(OriginLook.here(facts)
                        .memory()
                        .others(DatabaseMemory.of(Map.of()))
                        .orElseThrow()
                        .value())
                .isEqualTo(150 * MIB * 1.1);
    }

    @Test
    void theLeastLimitCountsAndSaysWhoseItIs() {
        told("host", "-", "memory_total", "8589934592");
        assertThat(look().limit()).contains(new Figure(8589934592.0, "the machine's memory (MemTotal)"));
        told("host", "fpm", "limit", "1073741824").told("host", "fpm", "limit_of", "/system.slice/php8.4-fpm.service");
        assertThat(look().limit())
                .contains(new Figure(
                        1073741824.0, "limit of cgroup /system.slice/php8.4-fpm.service, which fpm runs in"));
    }

    @Test
    void phpFilesCountOnlyIfAllOfThemWereCounted() {
        told("phpfiles", "/var/www/a", "count", "1500").told("phpfiles", "/var/www/a", "whole", "1");
        told("phpfiles", "/var/www/b", "count", "500").told("phpfiles", "/var/www/b", "whole", "1");
        assertThat(look().phpFiles()).contains(new Figure(2000, "counted below /var/www/a, /var/www/b"));
        told("phpfiles", "/var/www/b", "whole", "0");
        assertThat(look().phpFiles()).isEmpty();
    }

    @Test
    void whatMayNotBeReadIsCounted() {
        told("processes", "12", "unread", "Permission denied");
        assertThat(look().unread()).isOne();
        assertThat(look().memory().others(DatabaseMemory.of(Map.of()))).isEmpty();
    }

    @Test
    void aHostThatToldNothingLeavesEverythingOpen() {
        assertThat(look().limit()).isEmpty();
        assertThat(look().cores()).isEmpty();
        assertThat(look().tree().list("/")).isEmpty();
        assertThat(look().memory().apache().parentBytes().isAssumed()).isTrue();
    }

    @Test
    void settingsAreTextsAndLinksAndWhatIsMissingHasAReason() {
        told("settings", "/etc/apache2/apache2.conf", "text", "Timeout 300\n");
        told("settings", "/etc/apache2/mods-enabled/x.conf", "link", "../mods-available/x.conf");
        told("settings", "/etc/mysql/debian.cnf", "hidden", "1");
        problems.put("settings /etc/nginx/huge.conf", "too large to be sent");
        told("settings", "/etc/apache2/mods-available/x.conf", "base64", "I2zkbmdlCg==");
        ConfigTree tree = look().tree();
        assertThat(tree.read("/etc/apache2/apache2.conf"))
                .isEqualTo(new FileText.Found("/etc/apache2/apache2.conf", "Timeout 300\n", true));
        assertThat(tree.read("/etc/apache2/mods-enabled/x.conf"))
                .isEqualTo(new FileText.Found("/etc/apache2/mods-available/x.conf", "#länge\n", false));
        assertThat(look().left()).containsOnlyKeys("/etc/mysql/debian.cnf", "/etc/nginx/huge.conf");
    }
}
