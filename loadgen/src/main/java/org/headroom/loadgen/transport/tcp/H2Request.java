package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import org.headroom.loadgen.transport.WebRequest;

/** The header fields of an h2 request. */
final class H2Request {
    private static final AsciiString LENGTH = AsciiString.cached("content-length");

    private H2Request() {}

    static Http2Headers fields(WebRequest request, FieldTexts texts) {
        List<Map.Entry<String, String>> headers = request.headers();
        boolean withBody = request.body().isPresent();
        AsciiString[] others = new AsciiString[2 * headers.size() + (withBody ? 2 : 0)];
        for (int i = 0; i < headers.size(); i++) {
            FieldTexts.Field field = texts.field(headers.get(i));
            others[2 * i] = field.name;
            others[2 * i + 1] = field.value;
        }
        if (withBody) {
            others[others.length - 2] = LENGTH;
            others[others.length - 1] = new AsciiString(
                    Integer.toString(ByteBufUtil.utf8Bytes(request.body().get())));
        }
        return ReadOnlyHttp2Headers.clientHeaders(
                false,
                texts.text(request.method()),
                texts.text(request.path()),
                texts.text(request.scheme()),
                texts.text(request.authority()),
                others);
    }
}
