/**
 * h1 and h2 under load: Netty on epoll with BoringSSL where their libraries load, else NIO and the JDK's TLS. Netty's codecs
 * speak HTTP; what is here gives exchanges to connections as browsers do and tells what became of them.
 */
@NullMarked
package org.headroom.loadgen.transport.tcp;

import org.jspecify.annotations.NullMarked;
