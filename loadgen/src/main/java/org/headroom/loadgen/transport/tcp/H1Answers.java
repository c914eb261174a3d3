package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;

/**
 * Netty's decoder for the answers of one h1 connection, set up as lenient as browsers are. It is told what is asked, since
 * an answer to HEAD has no body, and takes nothing that was not asked for.
 */
final class H1Answers extends HttpResponseDecoder {
    /** As Jetty's limit here; browsers take 256 KiB. */
    private static final int MOST_HEAD_BYTES = 64 * 1024;

    private static final int MOST_LINE_BYTES = 8 * 1024;
    /** A body is handed on as it arrives, in whatever pieces. */
    private static final int MOST_PIECE_BYTES = 1024 * 1024;

    private boolean expecting;
    private boolean toHead;

    H1Answers() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MOST_LINE_BYTES)
                .setMaxHeaderSize(MOST_HEAD_BYTES)
                .setMaxChunkSize(MOST_PIECE_BYTES)
                .setValidateHeaders(false)
                .setAllowDuplicateContentLengths(true)
                .setStrictLineParsing(false)
                .setUseRfc9112TransferEncoding(false));
    }

    /** A request goes out: an answer will come; {@code toHead}: without body. */
    void expect(boolean answerToHead) {
        expecting = true;
        toHead = answerToHead;
    }

    /**
     * The answer has ended.
     *
     * @return whether more came together with its end; what comes later closes an idle connection
     */
    boolean endsWithMore() {
        expecting = false;
        return actualReadableBytes() > 0;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return super.isContentAlwaysEmpty(message)
                || (toHead && ((HttpResponse) message).status().codeClass() != HttpStatusClass.INFORMATIONAL);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        if (expecting) {
            super.decode(context, bytes, out);
        } else if (bytes.isReadable()) {
            bytes.skipBytes(bytes.readableBytes());
            throw new CorruptedFrameException("bytes came that no request asked for");
        }
    }

    /** Why an answer could not be read, for results. */
    static Outcome.Failed malformed(Throwable cause) {
        return new Outcome.Failed(
                FailureKind.PROTOCOL_ERROR,
                switch (cause) {
                    case TooLongHttpHeaderException _ -> "the answer's headers exceed " + MOST_HEAD_BYTES + " bytes";
                    case TooLongHttpLineException _ -> "a line of the answer exceeds " + MOST_LINE_BYTES + " bytes";
                    default -> "this is no proper HTTP/1 answer: " + cause.getMessage();
                });
    }
}
