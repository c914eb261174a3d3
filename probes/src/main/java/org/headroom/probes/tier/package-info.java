/** What every tier of a stack gives to `check`, `watch` and a load run: its probes and its rules. */
@NullMarked
package org.headroom.probes.tier;

import org.jspecify.annotations.NullMarked;
