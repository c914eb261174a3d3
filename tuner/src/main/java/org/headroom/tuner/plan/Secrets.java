package org.headroom.tuner.plan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises lines of configuration that hold a password or key. */
public final class Secrets {
    /** ProxyPass, proxy_pass and ServerTokens are none. The installer's own differences know the same. */
    private static final String WORDS = "passw|passphrase|secret|(?<!server)(?<!server_)token|credential|default_pw"
            + "|wsrep_sst_auth|authorization|(?:api|auth|private)[_.-]?key";

    /** Anywhere in a line that counts: {@code SetEnv DB_PASSWORD x}, {@code options = "ssl_password=x"}. */
    private static final Pattern IN_FORCE = Pattern.compile(
            "^([ +-]?\\s*(?![#;\\s]).*?(?:" + WORDS + "|env\\[)[^\\s=:\"']*[\"'\\]]*\\s*[=:\\s]\\s*)(\\S.*)$",
            Pattern.CASE_INSENSITIVE);
    /** A setting that is commented out; words of a remark are none. */
    private static final Pattern COMMENTED = Pattern.compile(
            "^([ +-]?\\s*[#;]+\\s*[\\w.\\[\\]-]*(?:" + WORDS + ")[\\w.\\]-]*\\s*=\\s*)(\\S.*)$",
            Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** Whether any line does. */
    public static boolean isIn(String text) {
        return text.lines().anyMatch(line -> !hidden(line).equals(line));
    }

    /** The line with stars instead of what is secret. */
    public static String hidden(String line) {
        for (Pattern pattern : List.of(IN_FORCE, COMMENTED)) {
            Matcher secret = pattern.matcher(line);
            if (secret.matches()) {
                return secret.group(1) + "***";
            }
        }
        return line;
    }
}
