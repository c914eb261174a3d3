package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
            meter.add(ByteBuffer.wrap(bytes, start, Math.min(pieceBytes, bytes.length - start)));
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
        whole[whole.length / 2] ^= 0x55;
        whole[whole.length / 2 + 1] ^= 0x55;
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
    void otherCodingsAreCountedAsTransferred() {
        try (DecodedMeter meter = fed("br", PLAIN, 1000)) {
            assertThat(meter.decodedBytes()).isEqualTo(PLAIN.length);
            assertThat(meter.valid()).isTrue();
        }
    }
}
