package org.headroom.loadgen.transport;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a browser model needs of an answer's headers. Text is as sent; empty: the header was not there.
 *
 * @param status 0 when no answer came
 * @param contentLength in bytes; -1 when not announced
 * @param setCookies every {@code set-cookie} in order
 */
public record ResponseHead(
        int status,
        String contentType,
        String contentEncoding,
        long contentLength,
        String cacheControl,
        String etag,
        String lastModified,
        String location,
        String altSvc,
        List<String> setCookies,
        String expires) {
    /** No answer. */
    public static final ResponseHead NONE = new ResponseHead(0, "", "", -1, "", "", "", "", "", List.of());

    public ResponseHead {
        setCookies = List.copyOf(setCookies);
    }

    /** Without {@code expires}, which servers send beside {@code cache-control} for old caches. */
    public ResponseHead(
            int status,
            String contentType,
            String contentEncoding,
            long contentLength,
            String cacheControl,
            String etag,
            String lastModified,
            String location,
            String altSvc,
            List<String> setCookies) {
        this(
                status,
                contentType,
                contentEncoding,
                contentLength,
                cacheControl,
                etag,
                lastModified,
                location,
                altSvc,
                setCookies,
                "");
    }

    /** Where a protocol library keeps the headers of an answer. Names are lower case. */
    public interface Source {
        /** The first value; null: not there. */
        @Nullable
        CharSequence first(String name);

        /** All values in order. */
        List<String> all(String name);
    }

    /**
     * Reads the headers that matter.
     *
     * @param contentLength as the library or {@link #length} understands it
     */
    public static ResponseHead of(int status, long contentLength, Source headers) {
        return new ResponseHead(
                status,
                text(headers, "content-type"),
                text(headers, "content-encoding"),
                contentLength,
                text(headers, "cache-control"),
                text(headers, "etag"),
                text(headers, "last-modified"),
                text(headers, "location"),
                text(headers, "alt-svc"),
                headers.all("set-cookie"),
                text(headers, "expires"));
    }

    /**
     * The number in a {@code content-length}.
     *
     * @return -1 when there is none
     * @throws NumberFormatException when it is not a number of bytes
     */
    public static long length(@Nullable CharSequence text) {
        if (text == null) {
            return -1;
        }
        long bytes = Long.parseLong(text, 0, text.length(), 10);
        if (bytes < 0) {
            throw new NumberFormatException("content-length " + text);
        }
        return bytes;
    }

    /** Whether {@code cache-control} has that directive, e.g. {@code no-store}. */
    public boolean directs(String directive) {
        if (cacheControl.isEmpty()) {
            return false;
        }
        for (String part : cacheControl.split(",", -1)) {
            if (part.strip().toLowerCase(Locale.ROOT).equals(directive)) {
                return true;
            }
        }
        return false;
    }

    /** The value of a {@code cache-control} directive, e.g. {@code 3600} of {@code max-age}; empty: it is not there. */
    public Optional<String> directive(String name) {
        if (cacheControl.isEmpty()) {
            return Optional.empty();
        }
        for (String part : cacheControl.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return Optional.of(part.substring(equals + 1).strip().replace("\"", ""));
            }
        }
        return Optional.empty();
    }

    private static String text(Source headers, String name) {
        CharSequence value = headers.first(name);
        return value == null ? "" : value.toString();
    }
}
