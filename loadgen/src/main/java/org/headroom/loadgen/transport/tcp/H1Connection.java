package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.AsciiString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;

/** One h1 connection; carries one exchange at a time. */
final class H1Connection extends ChannelInboundHandlerAdapter implements Carrier, H1Reader.Sink {
    private static final byte[] VERSION_AND_HOST = ascii(" HTTP/1.1\r\nhost: ");
    private static final byte[] LENGTH = ascii("content-length: ");
    private static final byte[] LINE_END = ascii("\r\n");

    private final H1Route route;
    private final H1Reader reader = new H1Reader(this);
    private @Nullable ConnectionUse firstUse;
    private @Nullable ChannelHandlerContext context;
    private @Nullable TcpExchange current;
    private @Nullable Throwable lostBecause;
    private boolean over;

    H1Connection(H1Route route, ConnectionUse firstUse) {
        this.route = route;
        this.firstUse = firstUse;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Sends the request; the connection is free. */
    void carry(TcpExchange exchange) {
        ChannelHandlerContext to = context;
        if (to == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        ConnectionUse use = firstUse;
        firstUse = null;
        current = exchange;
        reader.expect(exchange.request().method().equals("HEAD"));
        exchange.carriedBy(
                this, use == null ? ConnectionUse.reused(route.route().address()) : use);
        var _ = to.writeAndFlush(encoded(to, exchange.request()), to.voidPromise());
    }

    private ByteBuf encoded(ChannelHandlerContext to, WebRequest request) {
        FieldTexts texts = route.visitor().texts();
        ByteBuf out = to.alloc().buffer(1024);
        write(out, texts.text(request.method()));
        out.writeByte(' ');
        write(out, texts.text(request.path()));
        out.writeBytes(VERSION_AND_HOST);
        write(out, texts.text(request.authority()));
        out.writeBytes(LINE_END);
        List<Map.Entry<String, String>> headers = request.headers();
        for (int i = 0; i < headers.size(); i++) {
            out.writeBytes(texts.field(headers.get(i)).line);
        }
        if (request.body().isPresent()) {
            String body = request.body().get();
            out.writeBytes(LENGTH);
            out.writeCharSequence(Integer.toString(ByteBufUtil.utf8Bytes(body)), StandardCharsets.US_ASCII);
            out.writeBytes(LINE_END);
            out.writeBytes(LINE_END);
            ByteBufUtil.writeUtf8(out, body);
        } else {
            out.writeBytes(LINE_END);
        }
        return out;
    }

    private static void write(ByteBuf out, AsciiString text) {
        out.writeBytes(text.array(), text.arrayOffset(), text.length());
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (!over) {
                reader.read(bytes);
            }
        } catch (MalformedAnswerException e) {
            end(new Outcome.Failed(FailureKind.PROTOCOL_ERROR, String.valueOf(e.getMessage())));
        } finally {
            bytes.release();
        }
    }

    @Override
    public void head(int status, long contentLength, ResponseHead.Source fields) {
        TcpExchange exchange = current;
        if (exchange != null) {
            exchange.ongoing().headers(ResponseHead.of(status, contentLength, fields));
        }
    }

    @Override
    public void body(ByteBuf bytes, int index, int length) {
        TcpExchange exchange = current;
        if (exchange == null) {
            return;
        }
        if (bytes.nioBufferCount() == 1) {
            exchange.ongoing().body(bytes.internalNioBuffer(index, length));
            return;
        }
        for (ByteBuffer part : bytes.nioBuffers(index, length)) {
            exchange.ongoing().body(part);
        }
    }

    @Override
    public void end(boolean reusable) {
        TcpExchange exchange = current;
        current = null;
        if (exchange != null) {
            exchange.ended();
        }
        // The listener may have closed the visitor.
        if (over) {
            return;
        }
        if (reusable) {
            route.freed(this);
        } else {
            end((Outcome.Failed) null);
        }
    }

    @Override
    public void abandon(TcpExchange exchange, Outcome.Failed failed) {
        if (exchange == current) {
            end(failed);
        } else {
            exchange.fail(failed);
        }
    }

    /** The visitor leaves. */
    void leave() {
        end(TcpVisitor.left());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) throws Exception {
        if (event instanceof SslCloseCompletionEvent) {
            var _ = from.close();
        }
        super.userEventTriggered(from, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        if (lostBecause == null) {
            lostBecause = cause;
        }
        var _ = from.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        if (over) {
            return;
        }
        TcpExchange exchange = current;
        if (exchange == null) {
            end((Outcome.Failed) null);
        } else if (lostBecause == null && reader.endsWithConnection()) {
            end(false);
        } else {
            retire();
            exchange.lost(Failures.ofLoss(lostBecause, exchange.ongoing()));
            route.pump();
        }
    }

    /** Takes no more exchanges, closes, and fails what is under way. */
    private void end(Outcome.@Nullable Failed failed) {
        retire();
        TcpExchange exchange = current;
        current = null;
        ChannelHandlerContext open = context;
        if (open != null) {
            var _ = open.close();
        }
        if (exchange != null && failed != null) {
            exchange.fail(failed);
        }
        route.pump();
    }

    private void retire() {
        over = true;
        reader.close();
        route.gone(this);
    }
}
