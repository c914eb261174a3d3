/** Certificates of the lab: a plain authority of its own, and an ACME client for the one that runs on a host. */
@NullMarked
package org.headroom.lab.certificate;

import org.jspecify.annotations.NullMarked;
