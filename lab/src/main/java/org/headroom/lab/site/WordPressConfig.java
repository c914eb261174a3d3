package org.headroom.lab.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.headroom.lab.template.Templates;

/**
 * A site's {@code wp-config.php} on one host.
 *
 * @param passwordFile as PHP on that host sees it: a file with the database user's password
 * @param databaseHost in WordPress's way: {@code localhost} (Debian's socket), {@code localhost:/path/to/socket} or
 *     {@code host:port}
 * @param httpsPort what visitors connect to
 * @param httpsSuffix what follows the host in addresses: {@code :8443}, or nothing for port 443
 */
public record WordPressConfig(
        LabSite site, String passwordFile, String databaseHost, String httpsPort, String httpsSuffix) {
    /** How many salts a configuration has. */
    static final int SALTS = 8;

    private static final String TEMPLATE = "wordpress/wp-config.php";

    /** With the database on the same host and the usual port. */
    public static WordPressConfig of(LabSite site, String passwordFile) {
        return new WordPressConfig(site, passwordFile, "localhost", "443", "");
    }

    /** The file's text. Origins of one site must have the same salts, else a login at one is none at the other. */
    public String text(List<String> salts) {
        if (salts.size() != SALTS) {
            throw new IllegalArgumentException(SALTS + " salts are wanted, not " + salts.size());
        }
        Map<String, String> values = new HashMap<>();
        values.put("database", site.database());
        values.put("database_user", site.databaseUser());
        values.put("database_password_file", passwordFile);
        values.put("database_host", databaseHost);
        values.put("site_host", site.host());
        values.put("https_port", httpsPort);
        values.put("https_suffix", httpsSuffix);
        for (int n = 0; n < SALTS; n++) {
            values.put("salt" + (n + 1), salts.get(n));
        }
        return Templates.fill(Templates.source(TEMPLATE), values);
    }

    /** As many salts as {@link #text} wants. */
    public static List<String> newSalts(Secrets secrets) {
        return Stream.generate(secrets::next).limit(SALTS).toList();
    }
}
