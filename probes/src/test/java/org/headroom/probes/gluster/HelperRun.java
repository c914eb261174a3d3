package org.headroom.probes.gluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.probes.hosts.HelperProgram;
import org.headroom.probes.hosts.HostFacts;

/** The helper program under the real perl, here. */
final class HelperRun {
    private HelperRun() {}

    /** What it says to one order; it must come to its end. */
    static HostFacts of(String section, String... arguments) throws IOException {
        Process perl = new ProcessBuilder("perl", "-").redirectErrorStream(true).start();
        try (var in = perl.outputWriter(StandardCharsets.UTF_8)) {
            in.write(HelperProgram.text());
            in.write("\n__END__\n");
            in.write(Stream.concat(Stream.of(section), Stream.of(arguments)).collect(Collectors.joining("\t")));
            in.write("\nlook\t20\n");
        }
        String text = new String(perl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        assertThat(lines).last().as(text).isEqualTo("end");
        return facts(lines.subList(0, lines.size() - 1));
    }

    private static HostFacts facts(List<String> lines) {
        Map<String, Map<String, Map<String, String>>> sections = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> words = Stream.of(line.split("\t", -1))
                    .map(word -> URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
            assertThat(words).as(line).hasSize(4);
            if (words.getFirst().equals("!")) {
                problems.put(words.get(1) + " " + words.get(2), words.get(3));
            } else {
                sections.computeIfAbsent(words.get(0), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(words.get(1), _ -> new LinkedHashMap<>())
                        .put(words.get(2), words.get(3));
            }
        }
        return new HostFacts(sections, problems);
    }
}
