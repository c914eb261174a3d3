package org.headroom.reports;

/** What people call the parts of the stack. */
final class Names {
    private Names() {}

    static String component(String component) {
        return switch (component) {
            case "fpm", "php-fpm" -> "PHP-FPM";
            case "apache" -> "Apache";
            case "nginx" -> "NGINX";
            case "mariadb" -> "MariaDB";
            case "galera" -> "Galera";
            case "gluster" -> "Gluster";
            case "generator" -> "The load generator";
            default -> component;
        };
    }

    /** The daemon of a tuning plan that stands for a component of a verdict. */
    static String daemon(String component) {
        return switch (component) {
            case "fpm" -> "php-fpm";
            case "galera" -> "mariadb";
            default -> component;
        };
    }
}
