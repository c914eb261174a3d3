/**
 * Strict YAML: every problem with file, line and key, all at once; and the scenario file, read and written. May use the
 * model and SnakeYAML Engine.
 */
@NullMarked
package org.headroom.scenarios.yaml;

import org.jspecify.annotations.NullMarked;
