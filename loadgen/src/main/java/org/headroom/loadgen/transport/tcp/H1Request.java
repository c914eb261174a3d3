package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import org.headroom.loadgen.transport.WebRequest;

/** An h1 request as Netty's encoder takes it. */
final class H1Request {
    private static final AsciiString HOST = AsciiString.cached("host");
    private static final AsciiString LENGTH = AsciiString.cached("content-length");

    private H1Request() {}

    static FullHttpRequest of(WebRequest request, FieldTexts texts, ByteBufAllocator allocator) {
        List<Map.Entry<String, String>> headers = request.headers();
        boolean withBody = request.body().isPresent();
        ByteBuf body =
                withBody ? ByteBufUtil.writeUtf8(allocator, request.body().get()) : Unpooled.EMPTY_BUFFER;
        AsciiString[] fields = new AsciiString[2 + 2 * headers.size() + (withBody ? 2 : 0)];
        fields[0] = HOST;
        fields[1] = texts.text(request.authority());
        for (int i = 0; i < headers.size(); i++) {
            FieldTexts.Field field = texts.field(headers.get(i));
            fields[2 + 2 * i] = field.name;
            fields[3 + 2 * i] = field.value;
        }
        if (withBody) {
            fields[fields.length - 2] = LENGTH;
            fields[fields.length - 1] = new AsciiString(Integer.toString(body.readableBytes()));
        }
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(request.method()),
                request.path(),
                body,
                new ReadOnlyHttpHeaders(false, fields),
                EmptyHttpHeaders.INSTANCE,
                false);
    }
}
