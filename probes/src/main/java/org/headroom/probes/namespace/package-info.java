/**
 * Whether all hosts see the same files under the same names: mounts, links, the shadow, document roots, DNS. What hosts
 * say comes from sections {@code mountpoints}, {@code links} and {@code files} of the helper.
 */
@NullMarked
package org.headroom.probes.namespace;

import org.jspecify.annotations.NullMarked;
