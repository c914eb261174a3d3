/** Visits of sites over Netty: one event loop, BoringSSL or the JDK's TLS for TCP, quiche for h3. */
@NullMarked
package org.headroom.probes.site.netty;

import org.jspecify.annotations.NullMarked;
