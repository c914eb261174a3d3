package org.headroom.tuner.files;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the files need to know of the host and no model chooses.
 *
 * @param phpVersion as in Debian's paths, e.g. {@code 8.2}
 * @param originAddress address and port at which NGINX reaches this Apache
 * @param pools by name; a pool that is missing gets Debian's defaults
 */
public record HostTree(String phpVersion, String originAddress, Map<String, PoolHome> pools) {
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)*");
    private static final Pattern WORD = Pattern.compile("[\\w./:@\\[\\]*-]+");

    public HostTree {
        pools = Map.copyOf(pools);
        if (!VERSION.matcher(phpVersion).matches()
                || !WORD.matcher(originAddress).matches()) {
            throw new IllegalArgumentException(
                    "not a PHP version and an address: " + phpVersion + ", " + originAddress);
        }
    }

    /**
     * What a pool file says that is not tuned.
     *
     * @param listen its socket path or address
     */
    public record PoolHome(String listen, String user, String group) {
        public PoolHome {
            for (String word : new String[] {listen, user, group}) {
                if (!WORD.matcher(word).matches()) {
                    throw new IllegalArgumentException("not usable in a pool file: '" + word + "'");
                }
            }
        }
    }

    PoolHome home(String pool) {
        String socket =
                pool.equals("www") ? "php" + phpVersion + "-fpm.sock" : "php" + phpVersion + "-" + pool + ".sock";
        return pools.getOrDefault(pool, new PoolHome("/run/php/" + socket, "www-data", "www-data"));
    }
}
