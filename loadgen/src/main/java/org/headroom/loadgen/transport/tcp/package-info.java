/**
 * h1 and h2 under load: Netty on epoll with BoringSSL where their libraries load, else NIO and the JDK's TLS. The frames
 * and messages are read and written here over Netty's HTTP/2 frame reader and HPACK, because its pipelines of objects per
 * message cost more than the messages themselves.
 */
@NullMarked
package org.headroom.loadgen.transport.tcp;

import org.jspecify.annotations.NullMarked;
