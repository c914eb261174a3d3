/**
 * The proxies: stub_status, processes and logs of nginx as the helper sees them, and every site as visitors get it at
 * each proxy. Rules look at all proxies and sites at once, so that one cause is one alarm.
 */
@NullMarked
package org.headroom.probes.nginx;

import org.jspecify.annotations.NullMarked;
