package org.headroom.tuner.measure;

import org.headroom.tuner.model.Figure;

/** What is believed of a WordPress origin as long as nobody measured it. Each errs on the side of more memory. */
final class Assumptions {
    private static final double MEBIBYTE = 1024 * 1024;

    static final Figure APACHE_PARENT = Figure.assumed(8 * MEBIBYTE, "Apache's parent with Debian's modules");
    static final Figure APACHE_PROCESS = Figure.assumed(5 * MEBIBYTE, "a process of mpm_event without its threads");
    static final Figure APACHE_THREAD = Figure.assumed(256 * 1024, "stack touched and pools of a worker thread");
    static final double LEAST_APACHE_PROCESS = MEBIBYTE;
    static final Figure FPM_MASTER = Figure.assumed(12 * MEBIBYTE, "PHP-FPM's master");
    static final Figure OPCACHE = Figure.assumed(128 * MEBIBYTE, "PHP's default opcache.memory_consumption");
    static final Figure CHILD = Figure.assumed(24 * MEBIBYTE, "peak of a plain WordPress page; PSS was 17 to 21 MiB");
    static final Figure WORST_CHILD = Figure.assumed(40 * MEBIBYTE, "RSS of a child after plain WordPress pages");
    static final Figure RESTING_CHILD = Figure.assumed(10 * MEBIBYTE, "a child between requests; 7 to 8 MiB were seen");
    static final Figure PAGE_CACHE = Figure.assumed(32 * MEBIBYTE, "the PHP and static files of a WordPress page");
    static final Figure RESERVED =
            Figure.assumed(256 * MEBIBYTE, "a Galera node of 150 MiB and the system; name what else runs there");
    static final Figure PHP_REQUESTS = Figure.assumed(5, "no load run was given: five PHP requests a second");
    static final Figure SERVICE_SECONDS = Figure.assumed(0.2, "a plain WordPress page took 154 to 186 ms");
    static final Figure COMPUTE_SHARE = Figure.assumed(0.7, "a plain WordPress page mostly computes");
    static final Figure STATIC_REQUESTS = Figure.assumed(50, "no load run was given: ten static requests a PHP one");
    static final Figure STATIC_SECONDS = Figure.assumed(0.005, "a static file from the page cache");

    private Assumptions() {}
}
