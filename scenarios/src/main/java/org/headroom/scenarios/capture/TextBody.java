package org.headroom.scenarios.capture;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A decoded text that remembers where its characters stood among the bytes. */
final class TextBody {
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);
    private static final int SNIFFED = 1024;

    private final String text;
    private final Charset charset;
    private final int markBytes;
    private int lastChar;
    private long lastByte;

    private TextBody(String text, Charset charset, int markBytes) {
        this.text = text;
        this.charset = charset;
        this.markBytes = markBytes;
        this.lastByte = markBytes;
    }

    /**
     * Decodes as browsers do: byte order mark, then the content type's charset, then one that the text itself declares in
     * its first kilobyte, else UTF-8.
     */
    static TextBody of(ByteBuffer body, String contentType) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        if (marked) {
            return new TextBody(
                    new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8), StandardCharsets.UTF_8, 3);
        }
        String head = new String(bytes, 0, Math.min(bytes.length, SNIFFED), StandardCharsets.ISO_8859_1);
        Charset charset = named(contentType, named(head, StandardCharsets.UTF_8));
        return new TextBody(new String(bytes, charset), charset, 0);
    }

    private static Charset named(String text, Charset standard) {
        Matcher matcher = CHARSET.matcher(text);
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : standard;
        } catch (IllegalArgumentException _) {
            return standard;
        }
    }

    String text() {
        return text;
    }

    /** Bytes before a character; quick when asked in ascending order. */
    long byteOffset(int position) {
        int wanted = Math.clamp(position, 0, text.length());
        if (wanted < lastChar) {
            lastChar = 0;
            lastByte = markBytes;
        }
        lastByte += text.substring(lastChar, wanted).getBytes(charset).length;
        lastChar = wanted;
        return lastByte;
    }
}
