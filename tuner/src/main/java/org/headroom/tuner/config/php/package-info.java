/**
 * PHP-FPM's pools and php.ini: read as they are in force, and changed in the pool's own file.
 */
@NullMarked
package org.headroom.tuner.config.php;

import org.jspecify.annotations.NullMarked;
