package org.headroom.probes.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.probes.hosts.HelperProgram;
import org.headroom.scenarios.stack.StaticFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The helper's sections, run by the real perl on real files. */
class NamespaceHelperTest {
    @TempDir
    Path dir;

    private Path master;
    private Path shadow;

    @BeforeEach
    void copyATree() throws IOException {
        master = dir.resolve("master");
        shadow = dir.resolve("shadow");
        for (Path top : List.of(master, shadow)) {
            for (String file : List.of("a/one.css", "a/b/two.js", "pictures/three.PNG", "c/four.css", "five.ico")) {
                write(top, file, "content of " + file, 7200);
            }
        }
        write(master, "index.php", "<?php", 7200);
        write(master, "wp-content/cache/page.css", "cached", 7200);
    }

    private static void write(Path top, String file, String text, long secondsAgo) throws IOException {
        Path path = top.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(secondsAgo)));
    }

    /** "subject key" → value, of one order. */
    private static Map<String, String> look(String section, String... arguments) throws Exception {
        Process process = new ProcessBuilder("perl", "-").start();
        String order = section
                + Stream.of(arguments)
                        .map(one -> "\t" + one.replace("%", "%25"))
                        .collect(Collectors.joining());
        try (var in = process.getOutputStream()) {
            in.write((HelperProgram.text() + "\n__END__\n" + order + "\nlook\t8\n").getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> values = new TreeMap<>();
        for (String line :
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
            String[] parts = line.split("\t", -1);
            if (parts.length == 4) {
                values.put(parts[0].equals("!") ? "! " + parts[2] : parts[1] + " " + parts[2], parts[3]);
            }
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return values;
    }

    private static Map<String, String> tree(Path top, String... excludes) throws Exception {
        return files(top, "", excludes);
    }

    private static Map<String, String> files(Path top, Path copy, String... excludes) throws Exception {
        return files(top, copy.toString(), excludes);
    }

    private static Map<String, String> files(Path top, String copy, String... excludes) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of(top.toString(), copy, "180", "0", String.join(",", StaticFiles.TYPES)));
        arguments.addAll(List.of(excludes));
        Map<String, String> values = new TreeMap<>();
        look("files", arguments.toArray(String[]::new)).forEach((key, value) -> {
            if (key.startsWith(top + " ")) {
                values.put(key.substring(top.toString().length() + 1), value);
            } else if (key.startsWith("!")) {
                values.put(key, value);
            }
        });
        return values;
    }

    private static FileGroups groups(Map<String, String> values) {
        Map<Integer, String> groups = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith("group")) {
                groups.put(Integer.valueOf(key.substring(5)), value);
            }
        });
        return FileGroups.parse(FileGroups.text(groups));
    }

    @Test
    void equalTreesHaveNoDifference() throws Exception {
        Map<String, String> values = files(master, shadow, "/wp-content/cache/");
        assertThat(values)
                .containsEntry("count", "5")
                .containsEntry("whole", "1")
                .containsEntry("sampled", "5")
                .containsEntry("different", "0");
    }

    @Test
    void anOldChangeIsFoundAndAYoungOneIsOnItsWay() throws Exception {
        write(master, "a/one.css", "another content", 600);
        write(master, "c/four.css", "a change of a minute ago", 60);
        Map<String, String> values = files(master, shadow, "/wp-content/cache/");
        assertThat(values).containsEntry("different", "1");
        assertThat(Difference.parse(values.getOrDefault("different0", "")))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.path()).isEqualTo("/a/one.css");
                    assertThat(one.why()).isEqualTo("size");
                    assertThat(one.seconds()).isBetween(600.0, 630.0);
                    assertThat(one.arrived()).isLessThan(30);
                });
    }

    @Test
    void sameSizeAndTimeDoNotHideAnotherContent() throws Exception {
        write(shadow, "five.ico", "CONTENT of five.ico", 7200);
        assertThat(files(master, shadow, "/wp-content/cache/").get("different0"))
                .contains(":content:/five.ico");
    }

    /** rsync would set the time; visitors get the same bytes either way. */
    @Test
    void anotherTimeAloneIsNoDifference() throws Exception {
        write(shadow, "five.ico", "content of five.ico", 10);
        assertThat(files(master, shadow, "/wp-content/cache/")).containsEntry("different", "0");
    }

    @Test
    void whatTheSyncLeavesOutIsLeftOut() throws Exception {
        assertThat(files(master, shadow).get("different0")).contains("missing:/wp-content/cache/page.css");
        for (String pattern :
                List.of("wp-content/cache", "cache/", "page.*", "/wp-content/**", "p?ge.css", "p[ab]ge.css")) {
            assertThat(files(master, shadow, pattern)).as(pattern).containsEntry("different", "0");
        }
        for (String pattern : List.of("/cache/", "/page.css", "*.cs", "cache/page", "[", "content/cache")) {
            assertThat(files(master, shadow, pattern)).as(pattern).containsEntry("different", "1");
        }
    }

    @Test
    void linksAreNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        write(elsewhere, "big.css", "uploaded", 7200);
        Files.createSymbolicLink(master.resolve("uploads"), elsewhere);
        Files.createSymbolicLink(master.resolve("loop"), master);
        assertThat(files(master, shadow, "/wp-content/cache/")).containsEntry("count", "5");
    }

    @Test
    void aMissingShadowAndAMissingMasterAreSaid() throws Exception {
        assertThat(files(master, dir.resolve("none"))).containsEntry("shadow", "missing");
        assertThat(files(dir.resolve("none"), shadow)).containsKey("! " + dir.resolve("none"));
    }

    @Test
    void groupsOfEqualTreesAreEqualAndTellWhereOthersDiffer() throws Exception {
        FileGroups one = groups(tree(master, "/wp-content/cache/"));
        assertThat(one.different(groups(tree(shadow)))).isEmpty();
        write(shadow, "a/b/two.js", "longer than it was before", 7200);
        FileGroups other = groups(tree(shadow));
        assertThat(one.different(other)).hasSize(1);
        Files.delete(shadow.resolve("a/b/two.js"));
        assertThat(one.different(groups(tree(shadow)))).hasSize(1);
    }

    /** A sync that does not keep times makes every time another: those say nothing then. */
    @Test
    void timesCountOnlyWhereTheyAreKept() throws Exception {
        for (String file : List.of("a/one.css", "a/b/two.js", "pictures/three.PNG", "c/four.css", "five.ico")) {
            write(shadow, file, "content of " + file, 5);
        }
        FileGroups one = groups(tree(master, "/wp-content/cache/"));
        assertThat(one.different(groups(tree(shadow)))).isEmpty();
    }

    @Test
    void namesOfAnyKindComeBackWhole() throws Exception {
        write(master, "a/strange\tname\nwith % and : ü.css", "strange", 600);
        assertThat(files(master, shadow, "/wp-content/cache/").get("different0"))
                .contains("missing:/a/strange%09name%0Awith %25 and : ü.css");
    }

    @Test
    void anAnswerIsKeptForAsLongAsAllowed() throws Exception {
        String[] order = {master.toString(), "", "180", "600", "css", "/" + dir.getFileName()};
        Map<String, String> first = look("files", order);
        write(master, "late.css", "late", 0);
        assertThat(look("files", order)).containsEntry(master + " count", first.get(master + " count"));
        order[3] = "0";
        assertThat(look("files", order).get(master + " count")).isNotEqualTo(first.get(master + " count"));
    }

    @Test
    void linksAreSaidAsTheyAre() throws Exception {
        Path good = Files.createSymbolicLink(dir.resolve("good"), master);
        Path gone = Files.createSymbolicLink(dir.resolve("gone"), dir.resolve("nowhere"));
        Path other = Files.createSymbolicLink(dir.resolve("other"), shadow);
        Map<String, String> values = look(
                "links",
                good.toString(),
                master.toString(),
                gone.toString(),
                master.toString(),
                other.toString(),
                master.toString(),
                dir + "/missing",
                "x",
                shadow.toString(),
                "x");
        assertThat(values)
                .containsEntry(good + " leads", "directory")
                .containsEntry(good + " same", "1")
                .containsEntry(gone + " leads", "nowhere")
                .containsEntry(other + " same", "0")
                .containsEntry(other + " target", shadow.toString())
                .containsEntry(dir + "/missing kind", "missing")
                .containsEntry(shadow + " kind", "directory");
    }

    @Test
    void mountPointsAreThoseOfTheKernel() throws Exception {
        assertThat(look("mountpoints", "/proc", dir.toString()))
                .containsEntry("/proc mounted", "1")
                .containsEntry("/proc type", "proc")
                .containsEntry(dir + " mounted", "0");
    }
}
