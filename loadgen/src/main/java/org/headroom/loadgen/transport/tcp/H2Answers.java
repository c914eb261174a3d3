package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.NettyBody;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.ResponseHead;
import org.jspecify.annotations.Nullable;

/** What comes in on an h2 connection: Netty's codec keeps streams and windows, this gives what they bring to exchanges. */
final class H2Answers extends Http2EventAdapter {
    private static final int FIRST_FINAL_STATUS = 200;

    /** Netty's words for a body that is longer or shorter than announced: the one thing that tells which it was. */
    private static final Pattern OTHER_LENGTH =
            Pattern.compile("data ([0-9]{1,18}) does not match content-length header ([0-9]{1,18})");

    private final H2Connection connection;

    H2Answers(H2Connection connection) {
        this.connection = connection;
    }

    static String errorName(long error) {
        Http2Error known = Http2Error.valueOf(error);
        return known == null ? "error " + error : known.name();
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext from,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean last)
            throws Http2Exception {
        TcpExchange exchange = exchange(id);
        if (exchange == null) {
            return;
        }
        OngoingExchange ongoing = exchange.ongoing();
        if (!ongoing.answering()) {
            int status = status(id, headers);
            if (status >= FIRST_FINAL_STATUS) {
                ongoing.headers(ResponseHead.of(
                        status, ResponseHead.length(headers.get("content-length")), new Fields(headers)));
            }
        }
        if (last) {
            end(id, exchange);
        }
    }

    private static int status(int id, Http2Headers headers) throws Http2Exception {
        CharSequence text = headers.status();
        if (text == null || text.length() != 3) {
            throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "the answer has no status");
        }
        try {
            return Integer.parseInt(text, 0, 3, 10);
        } catch (NumberFormatException _) {
            throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "the status is not a number: %s", text);
        }
    }

    private record Fields(Http2Headers fields) implements ResponseHead.Source {
        @Override
        public @Nullable CharSequence first(String name) {
            return fields.get(name);
        }

        @Override
        public List<String> all(String name) {
            List<CharSequence> values = fields.getAll(name);
            return values.isEmpty()
                    ? List.of()
                    : values.stream().map(CharSequence::toString).toList();
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext from, int id, ByteBuf data, int padding, boolean last)
            throws Http2Exception {
        int count = data.readableBytes();
        TcpExchange exchange = exchange(id);
        if (exchange == null) {
            return count + padding;
        }
        OngoingExchange ongoing = exchange.ongoing();
        if (!ongoing.answering()) {
            throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "a body came before its headers");
        }
        NettyBody.give(data, ongoing);
        if (last) {
            end(id, exchange);
        }
        return count + padding;
    }

    private void end(int id, TcpExchange exchange) throws Http2Exception {
        // The listener may have closed the visitor, or given the stream up.
        if (exchange(id) != exchange) {
            return;
        }
        if (!exchange.ongoing().answering()) {
            throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "the answer has no headers");
        }
        connection.ended(id, exchange);
    }

    /** The exchange of that stream; null when it is over here and the server did not know yet. */
    private @Nullable TcpExchange exchange(int id) throws Http2Exception {
        if ((id & 1) == 0) {
            throw Http2Exception.connectionError(
                    Http2Error.PROTOCOL_ERROR, "the server answers on stream %d, which is not open", id);
        }
        return connection.exchange(id);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext from, int id, long error) {
        connection.reset(id, error);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext from, Http2Settings settings) {
        connection.settingsChanged();
    }

    @Override
    public void onPushPromiseRead(ChannelHandlerContext from, int id, int promised, Http2Headers headers, int padding)
            throws Http2Exception {
        throw Http2Exception.connectionError(
                Http2Error.PROTOCOL_ERROR, "the server pushes although push is switched off");
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext from, int last, long error, ByteBuf said) {
        connection.goAway(last, error, said.toString(StandardCharsets.US_ASCII));
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        connection.settle();
    }

    /** For results. */
    static Outcome.Failed failed(Http2Exception failure) {
        Throwable cause = failure.getCause();
        String message = String.valueOf((cause == null ? failure : cause).getMessage());
        if (message.toLowerCase(Locale.ROOT).contains("header size exceeded")) {
            return new Outcome.Failed(
                    FailureKind.PROTOCOL_ERROR, "the answer's headers exceed " + H2Codec.MOST_HEADER_BYTES + " bytes");
        }
        Matcher lengths = OTHER_LENGTH.matcher(message);
        if (lengths.find() && Long.parseLong(lengths.group(1)) < Long.parseLong(lengths.group(2))) {
            return new Outcome.Failed(FailureKind.TRUNCATED, lengths.group(1) + " of " + lengths.group(2) + " bytes");
        }
        return new Outcome.Failed(FailureKind.PROTOCOL_ERROR, message);
    }
}
