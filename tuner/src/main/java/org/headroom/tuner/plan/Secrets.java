package org.headroom.tuner.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises lines of configuration that hold a password or key. */
public final class Secrets {
    /** ProxyPass, proxy_pass and ServerTokens are none. */
    private static final String WORDS = "passw|passphrase|secret|(?<!server)(?<!server_)token|credential|default_pw"
            + "|wsrep_sst_auth|(?:api|auth|private)[_.-]?key|env\\[";

    private static final Pattern SECRET = Pattern.compile(
            "^([ +-]?\\s*[^\\s#;=]*(?:" + WORDS + ")[^\\s=]*\\s*[=\\s]\\s*)(\\S.*)$", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** Whether any line does. */
    public static boolean isIn(String text) {
        return text.lines().anyMatch(line -> SECRET.matcher(line).matches());
    }

    /** The line with stars instead of what is secret. */
    public static String hidden(String line) {
        Matcher secret = SECRET.matcher(line);
        return secret.matches() ? secret.group(1) + "***" : line;
    }
}
