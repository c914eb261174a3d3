package org.headroom.probes.gluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.headroom.probes.Samples;
import org.junit.jupiter.api.Test;

/** Gluster's profile, as told by real daemons and by hostile ones. */
final class ProfileXmlTest {
    private static final String LOADED = Samples.text("gluster-profile-info-loaded.xml");

    @Test
    void everyBrickOfALoadedVolumeHasItsOperationsAndTheirTime() {
        Map<String, ProfileXml.Work> bricks = ProfileXml.parse(LOADED).orElseThrow();
        assertThat(bricks)
                .containsOnlyKeys(
                        "10.88.0.11:/data/brick/core", "10.88.0.12:/data/brick/core", "10.88.0.13:/data/brick/core");
        assertThat(bricks.values()).allSatisfy(work -> {
            assertThat(work.calls()).isGreaterThan(500);
            // Nanoseconds: means between 10 µs and 100 ms.
            assertThat(work.units() / work.calls()).isBetween(1e4, 1e8);
        });
    }

    @Test
    void theIntervalOfOthersIsNotCounted() {
        String operations = "<fop><name>LOOKUP</name><hits>10</hits><avgLatency>2.5</avgLatency></fop>"
                + "<fop><name>INODELK</name><hits>10</hits><avgLatency>1000</avgLatency></fop>"
                + "<fop><name>READ</name><hits>-</hits><avgLatency>7</avgLatency></fop>";
        String xml = "<a><brick><brickName>b</brickName><cumulativeStats>" + operations
                + "</cumulativeStats><intervalStats>" + operations + "</intervalStats></brick></a>";
        assertThat(ProfileXml.parse(xml).orElseThrow()).containsExactly(Map.entry("b", new ProfileXml.Work(10, 25)));
    }

    @Property
    void aTruncatedAnswerIsNone(@ForAll @net.jqwik.api.constraints.IntRange(max = 30_000) int end) {
        assertThat(ProfileXml.parse(LOADED.substring(0, end))).isEmpty();
    }

    @Property
    void garbageInItBreaksNothing(
            @ForAll("garbage") String garbage, @ForAll @net.jqwik.api.constraints.IntRange(max = 30_000) int at) {
        ProfileXml.parse(LOADED.substring(0, at) + garbage + LOADED.substring(at))
                .ifPresent(bricks -> assertThat(bricks.values())
                        .allMatch(work -> Double.isFinite(work.calls()) && Double.isFinite(work.units())));
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(50),
                Arbitraries.of(
                        "<hits>999999999999999</hits>",
                        "<avgLatency>NaN</avgLatency>",
                        "<avgLatency>-1e308</avgLatency>",
                        "&lol;",
                        "<!DOCTYPE x>",
                        "<x>".repeat(200),
                        "</cliOutput>"));
    }

    @Test
    void entitiesAndFilesOfTheReaderAreOutOfReach() {
        for (String name : List.of("&x;", "&l;")) {
            String attack = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\"><!ENTITY l \"lol\">]>"
                    + "<a><brick><brickName>" + name + "</brickName><cumulativeStats><fop><name>READ</name>"
                    + "<hits>1</hits><avgLatency>1</avgLatency></fop></cumulativeStats></brick></a>";
            assertThat(ProfileXml.parse(attack).map(Map::toString).orElse("")).isIn("", "{}");
        }
    }
}
