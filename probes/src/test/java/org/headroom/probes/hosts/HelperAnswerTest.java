package org.headroom.probes.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class HelperAnswerTest {
    @Property
    void anyTextIsReadAndNothingIsThrown(@ForAll @StringLength(max = 300) String text) {
        HelperAnswer answer = new HelperAnswer();

        text.lines().forEach(answer::line);

        HostFacts facts = answer.facts();
        facts.sections()
                .keySet()
                .forEach(section -> assertThat(facts.subjects(section))
                        .allSatisfy(subject ->
                                assertThat(facts.of(section, subject)).isNotEmpty()));
    }

    @Property
    void whatIsEncodedIsDecoded(@ForAll @StringLength(max = 60) String value) {
        String plain = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder();
        for (byte one : plain.getBytes(StandardCharsets.UTF_8)) {
            encoded.append("%%%02X".formatted(one & 0xff));
        }
        HelperAnswer answer = new HelperAnswer();

        answer.line("s\t" + encoded + "\tk\t" + encoded);

        assertThat(answer.facts().text("s", plain, "k")).contains(plain);
    }

    @Property
    void linesAreTheSameHoweverTheyArriveInPieces(
            @ForAll @StringLength(max = 200) String text, @ForAll @IntRange(min = 1, max = 50) int piece) {
        byte[] bytes = (text.replace("\r", "") + "\nend\n").getBytes(StandardCharsets.UTF_8);
        HelperLines lines = new HelperLines(1 << 20);
        List<String> found = new ArrayList<>();

        for (int at = 0; at < bytes.length; at += piece) {
            byte[] chunk = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece));
            found.addAll(lines.take(chunk, chunk.length));
        }

        assertThat(found)
                .isEqualTo(List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1))
                        .subList(0, found.size()))
                .endsWith("end");
    }

    @Test
    void aGreetingOfTheShellIsPassedOver() {
        HelperAnswer answer = new HelperAnswer();

        List.of("Welcome to origin1!", "", "\tx", "a\tb\tc\td\te", "host\t-\tcores\t2")
                .forEach(answer::line);

        assertThat(answer.facts().sections()).containsOnlyKeys("host");
        assertThat(answer.facts().number("host", "-", "cores")).hasValue(2);
    }

    @Test
    void theFirstProblemOfASubjectCounts() {
        HelperAnswer answer = new HelperAnswer();

        List.of("!\tmount\t/mnt/a\tfrozen", "!\tmount\t/mnt/a\tagain").forEach(answer::line);

        assertThat(answer.facts().problem("mount", "/mnt/a")).contains("frozen");
    }
}
