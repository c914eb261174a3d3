package org.headroom.tuner.config.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every tree. */
abstract class ConfigTreeTest {
    /** A tree with these files and links. */
    abstract ConfigTree tree(Map<String, String> texts, Map<String, String> links) throws IOException;

    @Test
    void readsAFileThroughLinksAndTellsItsOwnPath() throws IOException {
        ConfigTree tree = tree(
                Map.of("/etc/a/real.conf", "text"),
                Map.of("/etc/b/link.conf", "../a/real.conf", "/etc/c", "/etc/b", "/etc/d.conf", "c/link.conf"));
        assertThat(tree.read("/etc/d.conf")).isEqualTo(new FileText.Found("/etc/a/real.conf", "text", true));
        assertThat(tree.isFile("/etc/c/link.conf")).isTrue();
        assertThat(tree.isDirectory("/etc/c")).isTrue();
    }

    @Test
    void noLinkLeadsOutOfTheRoot() throws IOException {
        ConfigTree tree = tree(
                Map.of("/etc/hostname", "inside"),
                Map.of("/etc/up", "../../../../../etc/hostname", "/etc/absolute", "/etc/hostname"));
        assertThat(tree.read("/etc/up")).isEqualTo(new FileText.Found("/etc/hostname", "inside", true));
        assertThat(tree.read("/etc/absolute")).isEqualTo(new FileText.Found("/etc/hostname", "inside", true));
        assertThat(tree.read("/../../etc/passwd")).isEqualTo(new FileText.Missing());
    }

    @Test
    void linksInACircleLeadNowhere() throws IOException {
        ConfigTree tree = tree(Map.of(), Map.of("/etc/a", "b", "/etc/b", "a"));
        assertThat(tree.read("/etc/a")).isEqualTo(new FileText.Missing());
        assertThat(tree.kind("/etc/a")).isEmpty();
    }

    @Test
    void namesAreSortedAndADirectoryIsNoFile() throws IOException {
        ConfigTree tree =
                tree(Map.of("/etc/x/b", "", "/etc/x/a/deep", "", "/etc/x/B", ""), Map.of("/etc/x/c", "nowhere"));
        assertThat(tree.list("/etc/x")).containsExactly("B", "a", "b", "c");
        assertThat(tree.list("/etc/none")).isEmpty();
        assertThat(tree.list("/etc/x/b")).isEmpty();
        assertThat(tree.read("/etc/x")).isInstanceOf(FileText.Unreadable.class);
        assertThat(tree.read("/etc/x/b/beyond")).isEqualTo(new FileText.Missing());
        assertThat(tree.kind("/etc/x/c")).isEmpty();
    }

    @Test
    void aPathThatNoFileCanHaveIsMissing() throws IOException {
        ConfigTree tree = tree(Map.of("/etc/a", ""), Map.of());
        assertThat(tree.read("/etc/\0")).isEqualTo(new FileText.Missing());
        assertThat(tree.kind("")).contains(ConfigTree.Kind.DIRECTORY);
    }

    static final class OfTexts extends ConfigTreeTest {
        @Override
        ConfigTree tree(Map<String, String> texts, Map<String, String> links) {
            return TextTree.of(texts, links);
        }

        @Test
        void bytesThatAreNotUtf8AreReadButNotExact() {
            TextTree tree = TextTree.ofBytes(Map.of("/etc/a", new byte[] {'#', (byte) 0xe4, '\n'}), Map.of());
            assertThat(tree.read("/etc/a")).isEqualTo(new FileText.Found("/etc/a", "#ä\n", false));
        }
    }

    static final class OfADirectory extends ConfigTreeTest {
        @TempDir
        private Path root;

        @Override
        ConfigTree tree(Map<String, String> texts, Map<String, String> links) throws IOException {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Files.writeString(home(text.getKey()), text.getValue());
            }
            for (Map.Entry<String, String> link : links.entrySet()) {
                Files.createSymbolicLink(home(link.getKey()), Path.of(link.getValue()));
            }
            return new DirectoryTree(root);
        }

        private Path home(String path) throws IOException {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            return file;
        }

        @Test
        void aPipeIsNotWaitedFor() throws Exception {
            Process made = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
            assertThat(made.waitFor()).isZero();
            assertThat(new DirectoryTree(root).read("/pipe")).isEqualTo(new FileText.Missing());
        }

        @Test
        void whatIsTooLargeForAConfigurationIsNotRead() throws IOException {
            Files.write(root.resolve("large"), new byte[DirectoryTree.MOST_BYTES + 1]);
            assertThat(new DirectoryTree(root).read("/large")).isInstanceOf(FileText.Unreadable.class);
        }
    }
}
