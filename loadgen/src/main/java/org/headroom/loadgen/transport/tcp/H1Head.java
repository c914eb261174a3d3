package org.headroom.loadgen.transport.tcp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.headroom.loadgen.transport.ResponseHead;
import org.jspecify.annotations.Nullable;

/** The head of an h1 answer, over bytes that are only lent: read it before more comes. */
final class H1Head implements ResponseHead.Source {
    private static final int MOST_FIELDS = 1000;

    private final byte[] bytes;
    private final int status;
    private final boolean minorOne;
    /** Start and end of name and value of each field, four numbers a field. */
    private int[] bounds = new int[4 * 16];

    private int count;

    private H1Head(byte[] bytes, int status, boolean minorOne) {
        this.bytes = bytes;
        this.status = status;
        this.minorOne = minorOne;
    }

    /** Reads the head in {@code bytes[0..end)}, empty line included. */
    static H1Head parse(byte[] bytes, int end) throws MalformedAnswerException {
        int first = 0;
        while (first < end && (bytes[first] == '\r' || bytes[first] == '\n')) {
            first++; // an empty line before the answer, as some old servers send
        }
        int lineEnd = lineEnd(bytes, first, end);
        if (lineEnd - first < 12
                || bytes[first] != 'H'
                || bytes[first + 1] != 'T'
                || bytes[first + 2] != 'T'
                || bytes[first + 3] != 'P'
                || bytes[first + 4] != '/'
                || bytes[first + 5] != '1'
                || bytes[first + 8] != ' ') {
            throw new MalformedAnswerException("this is not an HTTP/1 answer");
        }
        int status = 0;
        for (int i = first + 9; i < first + 12; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedAnswerException("the status is not a number");
            }
            status = 10 * status + digit;
        }
        if (status < 100) {
            throw new MalformedAnswerException("there is no status " + status);
        }
        H1Head head = new H1Head(bytes, status, bytes[first + 7] != '0');
        head.readFields(next(bytes, lineEnd, end), end);
        return head;
    }

    private void readFields(int from, int end) throws MalformedAnswerException {
        int start = from;
        while (start < end) {
            int lineEnd = lineEnd(bytes, start, end);
            if (lineEnd == start) {
                return;
            }
            if (bytes[start] == ' ' || bytes[start] == '\t') {
                throw new MalformedAnswerException("a header is folded over two lines");
            }
            int colon = start;
            while (colon < lineEnd && bytes[colon] != ':') {
                colon++;
            }
            if (colon == lineEnd || colon == start) {
                throw new MalformedAnswerException("a header has no name");
            }
            int valueStart = colon + 1;
            int valueEnd = lineEnd;
            while (valueStart < valueEnd && (bytes[valueStart] == ' ' || bytes[valueStart] == '\t')) {
                valueStart++;
            }
            while (valueEnd > valueStart && (bytes[valueEnd - 1] == ' ' || bytes[valueEnd - 1] == '\t')) {
                valueEnd--;
            }
            add(start, colon, valueStart, valueEnd);
            start = next(bytes, lineEnd, end);
        }
    }

    private void add(int nameStart, int nameEnd, int valueStart, int valueEnd) throws MalformedAnswerException {
        if (count == MOST_FIELDS) {
            throw new MalformedAnswerException("the answer has more than " + MOST_FIELDS + " headers");
        }
        int at = 4 * count++;
        if (at == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * at);
        }
        bounds[at] = nameStart;
        bounds[at + 1] = nameEnd;
        bounds[at + 2] = valueStart;
        bounds[at + 3] = valueEnd;
    }

    private static int lineEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at > from && bytes[at - 1] == '\r' ? at - 1 : at;
    }

    private static int next(byte[] bytes, int lineEnd, int end) {
        int at = lineEnd;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    int status() {
        return status;
    }

    /** Whether the body comes in chunks. */
    boolean chunked() throws MalformedAnswerException {
        String coding = first("transfer-encoding");
        if (coding == null) {
            return false;
        }
        if (!coding.equalsIgnoreCase("chunked")) {
            throw new MalformedAnswerException("unknown transfer-encoding " + coding);
        }
        return true;
    }

    /** -1 when not announced. */
    long contentLength() throws MalformedAnswerException {
        long found = -1;
        for (int i = 0; i < count; i++) {
            if (isNamed(i, "content-length")) {
                String text = value(i);
                long length;
                try {
                    length = ResponseHead.length(text);
                } catch (NumberFormatException _) {
                    throw new MalformedAnswerException("content-length is not a number: " + text);
                }
                if (found >= 0 && found != length) {
                    throw new MalformedAnswerException("there are two different content-lengths");
                }
                found = length;
            }
        }
        return found;
    }

    /** Whether the connection may be used again. */
    boolean keepsAlive() {
        String connection = first("connection");
        if (connection == null) {
            return minorOne;
        }
        return minorOne ? !connection.equalsIgnoreCase("close") : connection.equalsIgnoreCase("keep-alive");
    }

    @Override
    public @Nullable String first(String name) {
        for (int i = 0; i < count; i++) {
            if (isNamed(i, name)) {
                return value(i);
            }
        }
        return null;
    }

    @Override
    public List<String> all(String name) {
        List<String> found = List.of();
        for (int i = 0; i < count; i++) {
            if (isNamed(i, name)) {
                if (found.isEmpty()) {
                    found = new ArrayList<>(2);
                }
                found.add(value(i));
            }
        }
        return found;
    }

    private String value(int field) {
        int start = bounds[4 * field + 2];
        return new String(bytes, start, bounds[4 * field + 3] - start, StandardCharsets.ISO_8859_1);
    }

    /** {@code name} is in lower case. */
    private boolean isNamed(int field, String name) {
        int start = bounds[4 * field];
        int length = bounds[4 * field + 1] - start;
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int c = bytes[start + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
