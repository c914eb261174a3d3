package org.headroom.loadgen.transport.tcp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import org.jspecify.annotations.Nullable;

/** The last handler of a connection: closes it when the server says goodbye or something breaks, and remembers what did. */
final class ConnectionEnd extends ChannelInboundHandlerAdapter {
    private @Nullable Throwable cause;

    /** What broke the connection; null: nothing, if it ended then the server closed it. */
    @Nullable
    Throwable cause() {
        return cause;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            var _ = context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        if (cause == null) {
            cause = thrown;
        }
        var _ = context.close();
    }
}
