/**
 * Where to send requests and whom to trust: target URL, name resolution, trust anchors, permission to load a host. Uses
 * nothing but the JDK.
 */
@NullMarked
package org.headroom.scenarios.endpoint;

import org.jspecify.annotations.NullMarked;
