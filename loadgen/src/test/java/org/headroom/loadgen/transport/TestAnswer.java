package org.headroom.loadgen.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * What the test servers answer to a path, the same over every protocol.
 *
 * <ul>
 *   <li>{@code /bytes/N} N bytes with their length; {@code /chunks/N} without
 *   <li>{@code /status/N} an empty answer of that status
 *   <li>{@code /gzip/N} N bytes, compressed; {@code /garbage} claims to be gzip and is not
 *   <li>{@code /gated/N} 1000 bytes at once, and N more when the test opens the gate
 *   <li>{@code /held} nothing until the test opens the gate; {@code /never} nothing
 *   <li>{@code /cut} 1000 of 10000 announced bytes, then the connection is closed
 *   <li>{@code /severed} the same without a length
 *   <li>{@code /reset} headers, then the stream is reset (h2 and h3)
 *   <li>{@code /last} an answer after which the server closes the connection
 *   <li>{@code /echo} the body of the request, when it is whole; {@code /head} every header that a browser looks at
 *   <li>{@code /short} and {@code /long}: 100 bytes where 200 and 50 were announced (h3); {@code /headers/N} N headers
 *   <li>{@code /die} the connection is closed instead of an answer
 * </ul>
 */
record TestAnswer(int status, Map<String, String> headers, ByteBuffer first, ByteBuffer rest, Manner manner) {
    enum Manner {
        PLAIN,
        GATED,
        HELD,
        NEVER,
        CUT,
        RESET,
        LAST,
        DIE,
        ECHO
    }

    private static final Pattern PATH = Pattern.compile("/([a-z]+)(?:/([0-9]+))?(?:\\?.*)?");
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    static TestAnswer to(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(path);
        }
        int number = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return switch (matcher.group(1)) {
            case "bytes" -> sized(bytes(number), Manner.PLAIN);
            case "chunks" -> new TestAnswer(200, Map.of(), bytes(number), NONE, Manner.PLAIN);
            case "status" -> new TestAnswer(number, Map.of("content-length", "0"), NONE, NONE, Manner.PLAIN);
            case "gzip" -> coded(gzip(number));
            case "garbage" -> coded(bytes(500));
            case "gated" -> new TestAnswer(200, Map.of(), bytes(1000), bytes(number), Manner.GATED);
            case "held" -> sized(bytes(100), Manner.HELD);
            case "never" -> new TestAnswer(200, Map.of(), NONE, NONE, Manner.NEVER);
            case "cut" -> new TestAnswer(200, Map.of("content-length", "10000"), bytes(1000), NONE, Manner.CUT);
            case "severed" -> new TestAnswer(200, Map.of(), bytes(1000), NONE, Manner.CUT);
            case "reset" -> new TestAnswer(200, Map.of("content-length", "10000"), NONE, NONE, Manner.RESET);
            case "last" -> sized(bytes(100), Manner.LAST);
            case "echo" -> new TestAnswer(200, Map.of(), NONE, NONE, Manner.ECHO);
            case "head" ->
                new TestAnswer(
                        200,
                        Map.of(
                                "content-length", "5",
                                "content-type", "text/html; charset=utf-8",
                                "cache-control", "public, no-cache",
                                "etag", "\"abc\"",
                                "last-modified", "Tue, 03 Mar 2026 10:00:00 GMT",
                                "location", "/elsewhere",
                                "alt-svc", "h3=\":443\"; ma=86400",
                                "set-cookie", "a=1; Path=/"),
                        bytes(5),
                        NONE,
                        Manner.PLAIN);
            case "short" -> announced(200);
            case "long" -> announced(50);
            case "headers" -> new TestAnswer(200, headers(number), bytes(10), NONE, Manner.PLAIN);
            case "die" -> new TestAnswer(200, Map.of(), NONE, NONE, Manner.DIE);
            default -> new TestAnswer(404, Map.of("content-length", "0"), NONE, NONE, Manner.PLAIN);
        };
    }

    private static TestAnswer announced(int length) {
        return new TestAnswer(200, Map.of("content-length", "" + length), bytes(100), NONE, Manner.PLAIN);
    }

    private static Map<String, String> headers(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "x-header-" + i, i -> "value " + i));
    }

    /** Whether the answer waits for the gate before anything else. */
    boolean held() {
        return manner == Manner.HELD;
    }

    private static TestAnswer sized(ByteBuffer body, Manner manner) {
        return new TestAnswer(200, Map.of("content-length", "" + body.remaining()), body, NONE, manner);
    }

    private static TestAnswer coded(ByteBuffer body) {
        return new TestAnswer(
                200,
                Map.of("content-length", "" + body.remaining(), "content-encoding", "gzip"),
                body,
                NONE,
                Manner.PLAIN);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.wrap(compressible(count));
    }

    /** Bytes that compress to about half. */
    private static byte[] compressible(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        for (int i = 0; i < count; i++) {
            bytes[i] &= 0x0f;
        }
        return bytes;
    }

    private static ByteBuffer gzip(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(compressible(count));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }
}
