package org.headroom.lab.plan;

/** What a host of the stack does. */
public enum Part {
    /** NGINX: TLS, h1, h2, h3, plain port 80. */
    NGINX,
    /** Apache with mpm_event, and PHP-FPM behind it. */
    APACHE,
    /** PHP-FPM. */
    FPM,
    /** MariaDB, alone or as a Galera node. */
    DATABASE,
    /** GlusterFS bricks. */
    BRICKS,
    /** Mounts the volumes. */
    MOUNTS,
    /** Runs the sync engine every three minutes. */
    MASTER,
    /** An ACME certificate authority. */
    AUTHORITY
}
