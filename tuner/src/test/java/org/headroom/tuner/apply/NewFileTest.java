package org.headroom.tuner.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "etc/../passwd", "..", "etc/apache2/./a", "etc//a", "etc/apache2/"})
    void whatIsNoPlainPathBelowTheRootIsNoPath(String path) {
        assertThatThrownBy(() -> new NewFile(path, "", new Expected.Anything()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void whateverIsTakenStaysBelowTheRoot(
            @ForAll @StringLength(max = 12) @Chars({'.', '/'}) @CharRange(from = 'a', to = 'c') String path) {
        NewFile file;
        try {
            file = new NewFile(path, "", new Expected.Anything());
        } catch (IllegalArgumentException _) {
            return;
        }
        Path root = Path.of("/root");
        assertThat(root.resolve(file.path()).normalize()).startsWithRaw(root).isNotEqualTo(root);
        assertThat(root.resolve(file.path()).toString()).isEqualTo("/root/" + path);
    }
}
