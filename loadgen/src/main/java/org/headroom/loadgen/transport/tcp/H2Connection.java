package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;

/**
 * One h2 connection and the exchanges on it. What is written while a read goes on leaves with the end of that read; what
 * is written in between, at the loop's next turn: a burst of requests is one record and one call of the kernel.
 */
final class H2Connection extends ChannelInboundHandlerAdapter implements Carrier {
    /** As Chromium assumes until the server says otherwise. */
    private static final long STREAMS_BEFORE_SETTINGS = 100;

    private static final int LAST_STREAM = Integer.MAX_VALUE - 2;

    private final H2Route route;
    private final ConnectionEnd end;
    private final H2Frames frames = new H2Frames();
    private final H2Input input;
    private final H2SendWindows windows = new H2SendWindows(frames);
    private final IntObjectHashMap<H2Stream> streams = new IntObjectHashMap<>(8);
    private @Nullable ConnectionUse firstUse;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf unread;
    private @Nullable ByteBuf unwritten;
    private Outcome.@Nullable Failed brokenBecause;
    private long mostStreams = STREAMS_BEFORE_SETTINGS;
    private int nextStream = 1;
    private int unacknowledged;
    private boolean reading;
    private boolean flushing;
    private boolean retired;
    private boolean over;

    H2Connection(H2Route route, ConnectionUse firstUse, ConnectionEnd end) {
        this.route = route;
        this.end = end;
        this.firstUse = firstUse;
        this.input = new H2Input(this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        // The handler is put in place while the handshake's last bytes are being read.
        frames.preface(out());
        flushSoon();
    }

    boolean hasRoom() {
        return !retired && !over && streams.size() < mostStreams;
    }

    /** Sends the request; there is room. */
    void carry(TcpExchange exchange) {
        ConnectionUse use = firstUse;
        firstUse = null;
        H2Stream stream = new H2Stream(nextStream, exchange, windows.initial());
        exchange.streamId = nextStream;
        nextStream += 2;
        streams.put(stream.id, stream);
        if (nextStream >= LAST_STREAM) {
            retire();
        }
        exchange.carriedBy(
                this, use == null ? ConnectionUse.reused(route.route().address()) : use);
        WebRequest request = exchange.request();
        try {
            frames.request(
                    out(),
                    stream.id,
                    H2Request.fields(request, route.visitor().texts()),
                    request.body().isPresent());
        } catch (Http2Exception e) {
            streams.remove(stream.id);
            exchange.fail(new Outcome.Failed(FailureKind.GENERATOR, "cannot encode the request: " + e.getMessage()));
            return;
        }
        ChannelHandlerContext to = context;
        if (request.body().isPresent() && to != null) {
            stream.unsent = ByteBufUtil.writeUtf8(to.alloc(), request.body().get());
            windows.send(stream, out());
        }
        flushSoon();
    }

    private ByteBuf out() {
        ByteBuf out = unwritten;
        if (out == null) {
            ChannelHandlerContext to = context;
            if (to == null) {
                throw new IllegalStateException("not in a pipeline yet");
            }
            out = to.alloc().buffer(2048);
            unwritten = out;
        }
        return out;
    }

    private void flushSoon() {
        if (!reading && !flushing) {
            flushing = true;
            route.visitor().loop().execute(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        ByteBuf out = unwritten;
        ChannelHandlerContext to = context;
        if (out != null && to != null) {
            unwritten = null;
            var _ = to.writeAndFlush(out, to.voidPromise());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (over) {
            ((ByteBuf) message).release();
            return;
        }
        reading = true;
        ByteBuf in = (ByteBuf) message;
        ByteBuf before = unread;
        if (before != null) {
            unread = null;
            in = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(from.alloc(), before, in);
        }
        try {
            input.read(from, in);
        } catch (Http2Exception e) {
            broken(e.error(), H2Input.failed(e));
        } finally {
            if (!over && in.isReadable()) {
                unread = in;
            } else {
                in.release();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        reading = false;
        flush();
    }

    @Nullable
    H2Stream stream(int id) {
        return streams.get(id);
    }

    /** A stream that was never opened may not get an answer; one that is over may, for a while. */
    boolean neverOpened(int id) {
        return id >= nextStream || (id & 1) == 0;
    }

    /** Body bytes were taken, those of padding included: gives them back to the server's windows when it is time. */
    void consumed(@Nullable H2Stream stream, int bytes, boolean last) {
        unacknowledged += bytes;
        if (unacknowledged >= H2Frames.CONNECTION_WINDOW_BYTES / 2) {
            frames.windowUpdate(out(), 0, unacknowledged);
            unacknowledged = 0;
        }
        if (stream != null && !last) {
            stream.unacknowledged += bytes;
            if (stream.unacknowledged >= H2Frames.STREAM_WINDOW_BYTES / 2) {
                frames.windowUpdate(out(), stream.id, stream.unacknowledged);
                stream.unacknowledged = 0;
            }
        }
    }

    /** The answer is whole. */
    void ended(H2Stream stream) {
        forget(stream);
        stream.exchange.ended();
        settle();
    }

    /** The server reset the stream. */
    void reset(H2Stream stream, long error) {
        forget(stream);
        if (error == Http2Error.REFUSED_STREAM.code()) {
            stream.exchange.refused(new Outcome.Failed(FailureKind.STREAM_RESET, "the server refused the stream"));
        } else {
            stream.exchange.fail(new Outcome.Failed(
                    FailureKind.STREAM_RESET, "the server reset the stream: " + H2Input.errorName(error)));
        }
        settle();
    }

    /** We give the stream up. */
    void giveUp(H2Stream stream, Http2Error error, Outcome.Failed failed) {
        forget(stream);
        frames.reset(out(), stream.id, error.code());
        flushSoon();
        stream.exchange.fail(failed);
        settle();
    }

    private void forget(H2Stream stream) {
        streams.remove(stream.id);
        if (stream.unsent != null) {
            // The answer is there and the server wants no more of the request.
            stream.releaseBody();
            if (!over) {
                frames.reset(out(), stream.id, Http2Error.NO_ERROR.code());
                flushSoon();
            }
        }
    }

    /** After a stream has gone: others may go out, or this was the last one of a connection that takes no more. */
    private void settle() {
        if (over) {
            return;
        }
        if (retired && streams.isEmpty()) {
            end();
        } else if (route.anyWaiting()) {
            route.pump();
        }
    }

    void settings(@Nullable Long streamsAtOnce, @Nullable Integer window, @Nullable Integer frame, @Nullable Long table)
            throws Http2Exception {
        if (streamsAtOnce != null) {
            mostStreams = streamsAtOnce;
        }
        if (frame != null) {
            frames.peerMaxFrameSize(frame);
        }
        if (table != null) {
            frames.peerHeaderTableSize(table);
        }
        if (window != null) {
            windows.initial(window, streams.values(), out());
        }
        frames.settingsAck(out());
        route.pump();
    }

    void ping(long data) {
        frames.pingAck(out(), data);
    }

    void windowUpdate(int id, int bytes) throws Http2Exception {
        if (id == 0) {
            windows.widen(bytes, streams.values(), out());
        } else {
            H2Stream stream = streams.get(id);
            if (stream != null) {
                windows.widen(stream, bytes, out());
            }
        }
    }

    /** The server takes no more streams, and has not looked at those after {@code last}. */
    void goAway(int last, long error, String said) {
        String name = H2Input.errorName(error);
        if (error != Http2Error.NO_ERROR.code()) {
            brokenBecause = new Outcome.Failed(
                    FailureKind.CONNECTION_CLOSED,
                    "the server ended the connection (GOAWAY " + name + (said.isBlank() ? ")" : "): " + said));
        }
        retire();
        for (H2Stream stream : List.copyOf(streams.values())) {
            if (stream.id > last) {
                streams.remove(stream.id);
                stream.releaseBody();
                stream.exchange.refused(new Outcome.Failed(
                        FailureKind.CONNECTION_CLOSED,
                        "the server ended the connection (GOAWAY " + name + ") before it looked at the request"));
            }
        }
        settle();
    }

    private void retire() {
        retired = true;
        route.retired(this);
    }

    @Override
    public void abandon(TcpExchange exchange, Outcome.Failed failed) {
        H2Stream stream = streams.get(exchange.streamId);
        if (stream != null && stream.exchange == exchange) {
            giveUp(stream, Http2Error.CANCEL, failed);
        } else {
            exchange.fail(failed);
        }
    }

    /** The server broke the rules of the connection: everything on it fails. */
    private void broken(Http2Error error, Outcome.Failed failed) {
        if (over) {
            return;
        }
        frames.goAway(out(), error.code());
        brokenBecause = failed;
        flush();
        failAll();
    }

    /** The visitor leaves. */
    void leave() {
        brokenBecause = TcpVisitor.left();
        failAll();
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        failAll();
    }

    private void failAll() {
        if (over) {
            return;
        }
        end();
        List<H2Stream> cut = new ArrayList<>(streams.values());
        streams.clear();
        cut.sort((one, other) -> Integer.compare(one.id, other.id));
        for (H2Stream stream : cut) {
            stream.releaseBody();
            Outcome.Failed known = brokenBecause;
            stream.exchange.lost(known == null ? Failures.ofLoss(end.cause(), stream.exchange.ongoing()) : known);
        }
        route.pump();
    }

    /** Closes; takes and reads no more. */
    private void end() {
        over = true;
        retired = true;
        route.gone(this);
        frames.close();
        input.close();
        ByteBuf out = unwritten;
        unwritten = null;
        ChannelHandlerContext open = context;
        if (out != null && open != null && open.channel().isActive()) {
            var _ = open.write(out, open.voidPromise());
        } else if (out != null) {
            out.release();
        }
        if (open != null) {
            var _ = open.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext from) {
        ByteBuf rest = unread;
        unread = null;
        if (rest != null) {
            rest.release();
        }
        streams.values().forEach(H2Stream::releaseBody);
    }
}
