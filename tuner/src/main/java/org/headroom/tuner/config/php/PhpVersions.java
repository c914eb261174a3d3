package org.headroom.tuner.config.php;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Orders paths by the PHP version in them: 8.10 is newer than 8.9. */
final class PhpVersions {
    private static final Pattern VERSION = Pattern.compile("/php/(\\d{1,4})\\.?(\\d{0,4})");

    private PhpVersions() {}

    static int compare(String path, String other) {
        return Integer.compare(version(path), version(other));
    }

    private static int version(String path) {
        return VERSION.matcher(path)
                .results()
                .findFirst()
                .map(PhpVersions::number)
                .orElse(0);
    }

    private static int number(MatchResult version) {
        String minor = version.group(2);
        return Integer.parseInt(version.group(1)) * 10_000 + (minor.isEmpty() ? 0 : Integer.parseInt(minor));
    }
}
