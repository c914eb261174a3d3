package org.headroom.tuner.config.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class GlobsTest {
    private final ConfigTree tree = TextTree.of(Map.of(
            "/etc/a/10-x.conf", "",
            "/etc/a/9-x.conf", "",
            "/etc/a/.hidden.conf", "",
            "/etc/b/10-x.conf", "",
            "/etc/b/x.load", ""));

    @Test
    void matchesInTheOrderOfBytesWithoutHiddenFiles() {
        assertThat(Globs.matches(tree, "/etc/*/*.conf"))
                .containsExactly("/etc/a/10-x.conf", "/etc/a/9-x.conf", "/etc/b/10-x.conf");
        assertThat(Globs.matches(tree, "/etc/a/[0-9]-?.conf")).containsExactly("/etc/a/9-x.conf");
        assertThat(Globs.matches(tree, "/etc/b/[!1]*")).containsExactly("/etc/b/x.load");
        assertThat(Globs.matches(tree, "/etc/a/.h*")).containsExactly("/etc/a/.hidden.conf");
        assertThat(Globs.matches(tree, "/etc/b/x.load")).containsExactly("/etc/b/x.load");
        assertThat(Globs.matches(tree, "/etc/b/none")).isEmpty();
    }

    @Property(tries = 500)
    void noPatternIsTooMuch(
            @ForAll
                    @Chars({'*', '?', '[', ']', '!', '-', '/', '\\'})
                    @CharRange(from = 'a', to = 'c')
                    @StringLength(max = 60)
                    String pattern,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 200) String name) {
        Globs.matches(tree, pattern);
        Globs.matches(pattern, name);
    }

    @Property(tries = 200)
    void aNameMatchesItselfAndStars(@ForAll @CharRange(from = 'a', to = 'z') String name) {
        assertThat(Globs.matches(name, name)).isTrue();
        assertThat(Globs.matches("*" + name + "*", "x" + name + "y")).isTrue();
        assertThat(Globs.matches("*a".repeat(30) + "b", "a".repeat(200))).isFalse();
    }
}
