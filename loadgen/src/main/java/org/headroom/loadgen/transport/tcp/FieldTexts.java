package org.headroom.loadgen.transport.tcp;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request header fields and paths, encoded once: a browser sends the same ones over and over. A small table in which a
 * newcomer takes the place of what was there, so that fields that never come again do no harm. One thread.
 */
final class FieldTexts {
    private static final int SLOTS = 1024;

    /** A field as Netty's encoders take it. */
    static final class Field {
        private final Map.Entry<String, String> source;
        final AsciiString name;
        final AsciiString value;

        Field(Map.Entry<String, String> source) {
            this.source = source;
            this.name = new AsciiString(bytes(source.getKey()), false);
            this.value = new AsciiString(bytes(source.getValue()), false);
        }
    }

    private record Text(String source, AsciiString ascii) {}

    private final @Nullable Field[] fields = new @Nullable Field[SLOTS];
    private final @Nullable Text[] texts = new @Nullable Text[SLOTS];

    /** Found again as long as the entry is the same object. */
    Field field(Map.Entry<String, String> entry) {
        int slot = System.identityHashCode(entry) & (SLOTS - 1);
        Field known = fields[slot];
        if (known != null && known.source.equals(entry)) {
            return known;
        }
        Field made = new Field(entry);
        fields[slot] = made;
        return made;
    }

    AsciiString text(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        Text known = texts[slot];
        if (known != null && known.source().equals(text)) {
            return known.ascii();
        }
        Text made = new Text(text, new AsciiString(bytes(text), false));
        texts[slot] = made;
        return made.ascii();
    }

    /** One byte a character, as HTTP has it; what does not fit becomes a question mark. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
