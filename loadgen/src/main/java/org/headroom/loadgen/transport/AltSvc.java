package org.headroom.loadgen.transport;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a server says that it answers over h3 (RFC 7838, header {@code Alt-Svc}); browsers find h3 no other way.
 *
 * @param host empty: the host that was asked; an IPv6 address has its brackets
 * @param port 1 to 65535, UDP
 * @param maxAgeSeconds how long a browser may remember it, 0 and more; 86400 where the server does not say
 */
public record AltSvc(String host, int port, long maxAgeSeconds) {
    private static final long ONE_DAY_SECONDS = 86_400;
    private static final int MOST_AGE_DIGITS = 10;

    /**
     * The first h3 alternative of a header value; several header lines are joined by commas.
     *
     * @return empty: none, or the value is {@code clear}, or breaks the grammar, which browsers ignore as a whole
     */
    public static Optional<AltSvc> h3(String headerValue) {
        Scanner in = new Scanner(headerValue);
        AltSvc first = null;
        while (in.toNextMember()) {
            String protocol = in.token();
            if (protocol.equals("clear") && in.atMemberEnd()) {
                return Optional.empty();
            }
            String authority = in.take('=') ? in.quoted() : null;
            long maxAge = authority == null ? -1 : in.maxAge();
            if (authority == null || maxAge < 0) {
                return Optional.empty();
            }
            AltSvc service = of(authority, maxAge);
            if (service == null) {
                return Optional.empty();
            }
            if (first == null && protocol.equals("h3")) {
                first = service;
            }
        }
        return in.atEnd() ? Optional.ofNullable(first) : Optional.empty();
    }

    private static @Nullable AltSvc of(String authority, long maxAgeSeconds) {
        int colon = authority.lastIndexOf(':');
        String digits = authority.substring(colon + 1);
        if (colon < 0 || !digits.matches("[0-9]{1,5}")) {
            return null;
        }
        int port = Integer.parseInt(digits);
        return port < 1 || port > 65_535 ? null : new AltSvc(authority.substring(0, colon), port, maxAgeSeconds);
    }

    /** Goes once over a header value. */
    private static final class Scanner {
        private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        boolean atEnd() {
            return at >= text.length();
        }

        boolean atMemberEnd() {
            blanks();
            return atEnd() || text.charAt(at) == ',';
        }

        /** Past commas and blanks; false: nothing comes any more, or no comma stands where one must. */
        boolean toNextMember() {
            boolean first = at == 0;
            if (!first && !atMemberEnd()) {
                return false;
            }
            while (!atEnd() && (text.charAt(at) == ',' || isBlank(text.charAt(at)))) {
                at++;
            }
            return !atEnd();
        }

        boolean take(char wanted) {
            if (atEnd() || text.charAt(at) != wanted) {
                return false;
            }
            at++;
            return true;
        }

        /** Empty where none stands. */
        String token() {
            int start = at;
            while (!atEnd() && isTokenMark(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        /** Null where none stands or it does not end. */
        @Nullable
        String quoted() {
            if (!take('"')) {
                return null;
            }
            StringBuilder content = new StringBuilder();
            while (!atEnd()) {
                char next = text.charAt(at++);
                if (next == '"') {
                    return content.toString();
                }
                if (next == '\\' && !atEnd()) {
                    next = text.charAt(at++);
                }
                content.append(next);
            }
            return null;
        }

        /** Over the parameters of one alternative; below 0: they break the grammar. */
        long maxAge() {
            long seconds = ONE_DAY_SECONDS;
            while (!atMemberEnd()) {
                if (!take(';')) {
                    return -1;
                }
                blanks();
                String name = token();
                if (name.isEmpty() || !take('=')) {
                    return -1;
                }
                String value = !atEnd() && text.charAt(at) == '"' ? quoted() : token();
                if (value == null || value.isEmpty()) {
                    return -1;
                }
                if (name.equals("ma")) {
                    if (!value.matches("[0-9]+")) {
                        return -1;
                    }
                    seconds = value.length() > MOST_AGE_DIGITS ? Integer.MAX_VALUE : Long.parseLong(value);
                }
            }
            return seconds;
        }

        private void blanks() {
            while (!atEnd() && isBlank(text.charAt(at))) {
                at++;
            }
        }

        private static boolean isBlank(char c) {
            return c == ' ' || c == '\t';
        }

        private static boolean isTokenMark(char c) {
            return (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || TOKEN_MARKS.indexOf(c) >= 0;
        }
    }
}
