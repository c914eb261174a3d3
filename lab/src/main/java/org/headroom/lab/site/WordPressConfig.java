package org.headroom.lab.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.headroom.lab.template.Templates;

/**
 * A docroot's {@code wp-config.php}.
 *
 * @param httpsSuffix what follows the host in addresses: {@code :8443}, or nothing for port 443
 */
public record WordPressConfig(
        Path docroot, Path passwordFile, Path socket, String host, String httpsPort, String httpsSuffix) {
    private static final int SALTS = 8;

    public void write(Secrets secrets) throws IOException {
        Map<String, String> values = new HashMap<>();
        values.put("db_password_file", passwordFile.toString());
        values.put("db_socket", socket.toString());
        values.put("site_host", host);
        values.put("https_port", httpsPort);
        values.put("https_suffix", httpsSuffix);
        for (int n = 1; n <= SALTS; n++) {
            values.put("salt" + n, secrets.next());
        }
        Templates.write("wordpress/wp-config.php", values, docroot.resolve("wp-config.php"));
    }
}
