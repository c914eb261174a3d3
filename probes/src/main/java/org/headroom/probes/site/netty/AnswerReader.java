package org.headroom.probes.site.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.headroom.probes.site.SiteFetcher.Answer;
import org.headroom.probes.site.SiteFetcher.Trouble;
import org.jspecify.annotations.Nullable;

/** Puts one answer together. */
final class AnswerReader extends SimpleChannelInboundHandler<HttpObject> {
    private static final int KEPT_BYTES = 16 * 1024;

    private final VisitTask task;
    private long startNanos = System.nanoTime();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable HttpResponse head;

    AnswerReader(VisitTask task) {
        this.task = task;
    }

    /** A request goes out now. */
    void begin() {
        startNanos = System.nanoTime();
        body.reset();
        head = null;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            task.fail(Troubles.of(part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpResponse response && response.status().code() >= 200) {
            head = response;
        }
        if (part instanceof HttpContent content) {
            keep(content.content());
        }
        HttpResponse response = head;
        if (part instanceof LastHttpContent && response != null) {
            head = null;
            task.answered(new Answer.Answered(
                    response.status().code(),
                    headers(response),
                    body.toString(StandardCharsets.UTF_8),
                    Duration.ofNanos(System.nanoTime() - startNanos)));
        }
    }

    private void keep(ByteBuf bytes) {
        int room = Math.min(bytes.readableBytes(), KEPT_BYTES - body.size());
        if (room > 0) {
            byte[] part = new byte[room];
            bytes.readBytes(part);
            body.writeBytes(part);
        }
    }

    private static Map<String, String> headers(HttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, String> header : response.headers()) {
            headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        return headers;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        task.fail(new Trouble(Trouble.Kind.CLOSED, "the server closed the connection before its answer was whole"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        task.fail(Troubles.of(cause));
    }
}
