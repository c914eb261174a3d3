/**
 * The demo's proxy: TLS over TCP (h1, h2) and over UDP (h3) on one port number, every request passed on to the origin.
 * May use the demo's site and origin, Jetty's server and Netty's HTTP/3 codec.
 */
@NullMarked
package org.headroom.cli.demo.front;

import org.jspecify.annotations.NullMarked;
