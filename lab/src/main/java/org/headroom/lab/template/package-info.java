/**
 * The daemons' configuration files, as resources an administrator could copy, and how their placeholders are filled.
 */
@NullMarked
package org.headroom.lab.template;

import org.jspecify.annotations.NullMarked;
