package org.headroom.loadgen.transport.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class DecodedMeterTest {
    private static final byte[] PLAIN = "WordPress ".repeat(5000).getBytes(StandardCharsets.UTF_8);

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(PLAIN);
        }
        return out.toByteArray();
    }

    private static byte[] brotli(byte[] plain) throws IOException {
        Brotli4jLoader.ensureAvailability();
        return Encoder.compress(plain);
    }

    private static byte[] deflated(boolean raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater =
                new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, raw))) {
            deflater.write(PLAIN);
        }
        return out.toByteArray();
    }

    private static DecodedMeter fed(String coding, byte[] bytes, int pieceBytes) {
        DecodedMeter meter = DecodedMeter.of(coding);
        for (int start = 0; start < bytes.length; start += pieceBytes) {
            meter.add(ByteBuffer.wrap(bytes, start, Math.min(pieceBytes, bytes.length - start)), null);
        }
        return meter;
    }

    @Test
    void gzipIsCountedDecodedHoweverItIsCutUp() throws IOException {
        for (int pieceBytes : new int[] {1, 7, 100, 100_000}) {
            try (DecodedMeter meter = fed("gzip", gzip(), pieceBytes)) {
                assertThat(meter.decodedBytes()).isEqualTo(PLAIN.length);
                assertThat(meter.valid()).isTrue();
            }
        }
    }

    @Test
    void gzipHeadersWithEveryOptionAreSkipped() throws IOException {
        byte[] plain = gzip();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 3);
        out.write(2 | 4 | 8 | 16);
        out.write(plain, 4, 6);
        out.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
        out.writeBytes("style.css\0a comment\0".getBytes(StandardCharsets.US_ASCII));
        CRC32 checksum = new CRC32();
        checksum.update(out.toByteArray());
        out.write((int) checksum.getValue() & 0xff);
        out.write((int) (checksum.getValue() >> 8) & 0xff);
        out.write(plain, 10, plain.length - 10);
        for (int pieceBytes : new int[] {1, 100_000}) {
            try (DecodedMeter meter = fed("gzip", out.toByteArray(), pieceBytes)) {
                assertThat(meter.decodedBytes()).isEqualTo(PLAIN.length);
                assertThat(meter.valid()).isTrue();
            }
        }
    }

    @Test
    void deflateIsCountedWithAndWithoutItsWrapper() throws IOException {
        for (boolean raw : new boolean[] {true, false}) {
            try (DecodedMeter meter = fed("deflate", deflated(raw), 50)) {
                assertThat(meter.decodedBytes()).isEqualTo(PLAIN.length);
                assertThat(meter.valid()).isTrue();
            }
        }
    }

    @Test
    void truncatedAndDamagedBodiesAreInvalid() throws IOException {
        byte[] whole = gzip();
        try (DecodedMeter cut = fed("gzip", Arrays.copyOf(whole, whole.length / 2), 100)) {
            assertThat(cut.valid()).isFalse();
        }
        try (DecodedMeter headerOnly = fed("gzip", Arrays.copyOf(whole, 5), 100)) {
            assertThat(headerOnly.valid()).isFalse();
        }
        try (DecodedMeter garbage = fed("gzip", PLAIN, 100)) {
            assertThat(garbage.valid()).isFalse();
            assertThat(garbage.decodedBytes()).isZero();
        }
    }

    @Test
    void emptyBodiesAreValidWhateverTheirLabel() {
        try (DecodedMeter meter = DecodedMeter.of("gzip")) {
            assertThat(meter.valid()).isTrue();
        }
    }

    @Test
    void gzipWhoseChecksumDoesNotHoldIsInvalid() throws IOException {
        for (int fromEnd : new int[] {8, 4}) { // CRC and length
            byte[] damaged = gzip();
            damaged[damaged.length - fromEnd] ^= 1;
            for (int pieceBytes : new int[] {1, 100_000}) {
                try (DecodedMeter meter = fed("gzip", damaged, pieceBytes)) {
                    assertThat(meter.decodedBytes()).isEqualTo(PLAIN.length);
                    assertThat(meter.valid()).isFalse();
                }
            }
        }
    }

    @Test
    void gzipWithoutItsTrailerPassesAsInBrowsers() throws IOException {
        byte[] whole = gzip();
        try (DecodedMeter meter = fed("gzip", Arrays.copyOf(whole, whole.length - 8), 100)) {
            assertThat(meter.valid()).isTrue();
        }
    }

    @Test
    void brotliIsCountedDecodedHoweverItIsCutUp() throws IOException {
        assertThat(DecodedMeter.codings()).isEqualTo("gzip, deflate, br");
        for (int pieceBytes : new int[] {1, 7, 100, 100_000}) {
            try (DecodedMeter meter = fed("br", brotli(PLAIN), pieceBytes)) {
                assertThat(meter.decodedBytes()).isEqualTo(PLAIN.length);
                assertThat(meter.valid()).isTrue();
            }
        }
    }

    @Test
    void brotliLargerThanAllBuffersIsCountedWhole() throws IOException {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        try (DecodedMeter meter = fed("br", brotli(noise), 50_000)) {
            assertThat(meter.decodedBytes()).isEqualTo(noise.length);
            assertThat(meter.valid()).isTrue();
        }
    }

    @Test
    void truncatedAndDamagedBrotliIsInvalid() throws IOException {
        byte[] whole = brotli(PLAIN);
        try (DecodedMeter cut = fed("br", Arrays.copyOf(whole, whole.length - 1), 100)) {
            assertThat(cut.valid()).isFalse();
        }
        try (DecodedMeter garbage = fed("br", gzip(), 100)) {
            assertThat(garbage.valid()).isFalse();
        }
        try (DecodedMeter nothing = fed("br", new byte[0], 100)) {
            assertThat(nothing.valid()).isTrue();
        }
    }

    @Test
    void textIsKeptUpToItsLimitWhateverTheCoding() throws IOException {
        byte[] large = "x".repeat(DecodedMeter.MOST_TEXT_BYTES + 5).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream keep = new ByteArrayOutputStream();
        try (DecodedMeter meter = DecodedMeter.of("br")) {
            meter.add(ByteBuffer.wrap(brotli(large)), keep);
            assertThat(keep.size()).isEqualTo(DecodedMeter.MOST_TEXT_BYTES);
            assertThat(meter.decodedBytes()).isEqualTo(large.length);
        }
    }

    @Test
    void otherCodingsAreCountedAsTransferred() {
        try (DecodedMeter meter = fed("zstd", PLAIN, 1000)) {
            assertThat(meter.decodedBytes()).isEqualTo(PLAIN.length);
            assertThat(meter.valid()).isTrue();
        }
    }
}
