/**
 * MariaDB's option files: read as the server reads them, and changed where a value is in force.
 */
@NullMarked
package org.headroom.tuner.config.mariadb;

import org.jspecify.annotations.NullMarked;
