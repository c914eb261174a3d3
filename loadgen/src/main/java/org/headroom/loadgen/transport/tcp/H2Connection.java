package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;

/**
 * One h2 connection and the exchanges on it, each the property of its stream. What is written while a read goes on leaves
 * with the end of that read; what is written in between, at the loop's next turn: a burst of requests is one record and one
 * call of the kernel.
 */
final class H2Connection extends Http2ConnectionHandler implements Carrier {
    private static final int LAST_STREAM = Integer.MAX_VALUE - 2;

    private final H2Route route;
    private final ConnectionEnd end;
    private final H2Codec codec;
    private final PropertyKey exchangeOf;
    private @Nullable ConnectionUse firstUse;
    private @Nullable ChannelHandlerContext context;
    private Outcome.@Nullable Failed brokenBecause;
    private boolean reading;
    private boolean flushing;
    private boolean retired;
    private boolean over;

    H2Connection(H2Route route, ConnectionUse firstUse, ConnectionEnd end) {
        this(route, firstUse, end, H2Codec.forClient());
    }

    private H2Connection(H2Route route, ConnectionUse firstUse, ConnectionEnd end, H2Codec codec) {
        super(codec.decoder(), codec.encoder(), H2Codec.settings(), true, false);
        this.route = route;
        this.firstUse = firstUse;
        this.end = end;
        this.codec = codec;
        this.exchangeOf = connection().newKey();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
        context = added;
        H2Answers answers = new H2Answers(this);
        connection().addListener(answers);
        decoder().frameListener(answers);
        super.handlerAdded(added);
        codec.widenWindow();
        // The handler is put in place while the handshake's last bytes are being read.
        flushSoon();
    }

    boolean hasRoom() {
        return !retired && !over && connection().local().canOpenStream();
    }

    /** Sends the request; there is room. */
    void carry(TcpExchange exchange) {
        ChannelHandlerContext to = context;
        if (to == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        ConnectionUse use = firstUse;
        firstUse = null;
        int id = connection().local().incrementAndGetNextStreamId();
        exchange.streamId = id;
        if (id >= LAST_STREAM) {
            retire();
        }
        exchange.carriedBy(
                this, use == null ? ConnectionUse.reused(route.route().address()) : use);
        WebRequest request = exchange.request();
        boolean withBody = request.body().isPresent();
        ChannelFuture sent = encoder()
                .writeHeaders(
                        to, id, H2Request.fields(request, route.visitor().texts()), 0, !withBody, to.newPromise());
        Http2Stream stream = connection().stream(id);
        if (stream == null || sent.cause() != null) {
            notSent(exchange, sent.cause());
            return;
        }
        stream.setProperty(exchangeOf, exchange);
        if (withBody) {
            ByteBuf body = ByteBufUtil.writeUtf8(to.alloc(), request.body().get());
            var _ = encoder().writeData(to, id, body, 0, true, to.newPromise());
        }
        flushSoon();
    }

    private void notSent(TcpExchange exchange, @Nullable Throwable cause) {
        if (cause instanceof Http2Exception) {
            exchange.fail(
                    new Outcome.Failed(FailureKind.GENERATOR, "cannot encode the request: " + cause.getMessage()));
        } else {
            exchange.lost(Failures.ofLoss(cause, exchange.ongoing()));
        }
    }

    private void flushSoon() {
        if (!reading && !flushing) {
            flushing = true;
            route.visitor().loop().execute(() -> {
                flushing = false;
                flushNow();
            });
        }
    }

    private void flushNow() {
        ChannelHandlerContext to = context;
        if (to != null) {
            flush(to);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) throws Exception {
        reading = true;
        super.channelRead(from, message);
    }

    @Override
    protected void decode(ChannelHandlerContext from, ByteBuf in, List<Object> out) throws Exception {
        if (over) {
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(from, in, out);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) throws Exception {
        reading = false;
        super.channelReadComplete(from);
    }

    /** The exchange of that stream; null: there is none, or it is over. */
    @Nullable
    TcpExchange exchange(int id) {
        Http2Stream stream = connection().stream(id);
        return stream == null ? null : stream.getProperty(exchangeOf);
    }

    private @Nullable TcpExchange forget(int id) {
        Http2Stream stream = connection().stream(id);
        return stream == null ? null : stream.removeProperty(exchangeOf);
    }

    /** The answer is whole; the codec closes the stream after this call. */
    void ended(int id, TcpExchange exchange) {
        Http2Stream stream = connection().stream(id);
        if (stream != null) {
            stream.removeProperty(exchangeOf);
            if (stream.state() == Http2Stream.State.OPEN) {
                // The answer is there and the server wants no more of the request.
                resetStream(id, Http2Error.NO_ERROR);
            }
        }
        exchange.ended();
    }

    /** The server reset the stream; the codec closes it after this call. */
    void reset(int id, long error) {
        TcpExchange exchange = forget(id);
        if (exchange == null) {
            return;
        }
        if (error == Http2Error.REFUSED_STREAM.code()) {
            exchange.refused(new Outcome.Failed(FailureKind.STREAM_RESET, "the server refused the stream"));
        } else {
            exchange.fail(new Outcome.Failed(
                    FailureKind.STREAM_RESET, "the server reset the stream: " + H2Answers.errorName(error)));
        }
    }

    private void resetStream(int id, Http2Error error) {
        ChannelHandlerContext to = context;
        if (to != null && !over) {
            var _ = encoder().writeRstStream(to, id, error.code(), to.newPromise());
            flushSoon();
        }
    }

    /** After a stream has gone: others may go out, or this was the last one of a connection that takes no more. */
    void settle() {
        if (over) {
            return;
        }
        if (retired && connection().numActiveStreams() == 0) {
            stop();
        } else if (route.anyWaiting()) {
            route.pump();
        }
    }

    void settingsChanged() {
        route.pump();
    }

    /** The server takes no more streams, and has not looked at those after {@code last}, which the codec closes. */
    void goAway(int last, long error, String said) {
        String name = H2Answers.errorName(error);
        if (error != Http2Error.NO_ERROR.code()) {
            brokenBecause = new Outcome.Failed(
                    FailureKind.CONNECTION_CLOSED,
                    "the server ended the connection (GOAWAY " + name + (said.isBlank() ? ")" : "): " + said));
        }
        retire();
        for (TcpExchange exchange : take(id -> id > last)) {
            exchange.refused(new Outcome.Failed(
                    FailureKind.CONNECTION_CLOSED,
                    "the server ended the connection (GOAWAY " + name + ") before it looked at the request"));
        }
        settle();
    }

    /** Takes the exchanges off those streams, in the order in which they were sent. */
    private List<TcpExchange> take(IntPredicate ofStreams) {
        List<TcpExchange> taken = new ArrayList<>();
        try {
            var _ = connection().forEachActiveStream(stream -> {
                TcpExchange exchange = ofStreams.test(stream.id()) ? stream.removeProperty(exchangeOf) : null;
                if (exchange != null) {
                    taken.add(exchange);
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        return taken;
    }

    private void retire() {
        retired = true;
        route.retired(this);
    }

    @Override
    public void abandon(TcpExchange exchange, Outcome.Failed failed) {
        int id = exchange.streamId;
        if (exchange(id) == exchange) {
            var _ = forget(id);
            resetStream(id, Http2Error.CANCEL);
        }
        exchange.fail(failed);
    }

    @Override
    protected void onStreamError(ChannelHandlerContext to, boolean outbound, Throwable cause, StreamException failure) {
        int id = failure.streamId();
        if (connection().stream(id) == null) {
            return; // given up here before, and the server did not know yet
        }
        TcpExchange exchange = forget(id);
        super.onStreamError(to, outbound, cause, failure);
        if (exchange != null) {
            exchange.fail(H2Answers.failed(failure));
        }
    }

    /** The server broke the rules of the connection, or writing failed: everything on it fails. */
    @Override
    protected void onConnectionError(
            ChannelHandlerContext to, boolean outbound, Throwable cause, @Nullable Http2Exception failure) {
        if (over) {
            return;
        }
        if (failure == null) {
            end.exceptionCaught(to, cause);
        } else {
            super.onConnectionError(to, outbound, cause, failure);
            to.flush();
            brokenBecause = H2Answers.failed(failure);
        }
        failAll();
    }

    /** The visitor leaves. */
    void leave() {
        brokenBecause = TcpVisitor.left();
        failAll();
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) throws Exception {
        failAll();
        super.channelInactive(from);
    }

    private void failAll() {
        if (over) {
            return;
        }
        stop();
        for (TcpExchange exchange : take(_ -> true)) {
            Outcome.Failed known = brokenBecause;
            exchange.lost(known == null ? Failures.ofLoss(end.cause(), exchange.ongoing()) : known);
        }
        route.pump();
    }

    /** Takes and reads no more. */
    private void stop() {
        over = true;
        retired = true;
        route.gone(this);
        ChannelHandlerContext open = context;
        if (open != null) {
            var _ = open.close();
        }
    }
}
