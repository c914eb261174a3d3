package org.headroom.probes.site.netty;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import org.headroom.probes.site.SiteFetcher.Request;

/** Requests as Netty's codecs take them; those of h2 and h3 make the authority of the Host header. */
final class Requests {
    private Requests() {}

    static FullHttpRequest of(Request request) {
        FullHttpRequest full =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(request.method()), request.path());
        full.headers()
                .set(HttpHeaderNames.HOST, request.authority())
                .set(HttpHeaderNames.USER_AGENT, "Headroom check")
                .set(HttpHeaderNames.ACCEPT, "*/*");
        return full;
    }
}
