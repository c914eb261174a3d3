package org.headroom.loadgen.transport.tcp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.NettyBody;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.ResponseHead;
import org.jspecify.annotations.Nullable;

/** One h1 connection; carries one exchange at a time. Netty's codec in front of it reads and writes. */
final class H1Connection extends ChannelInboundHandlerAdapter implements Carrier {
    private static final int FIRST_FINAL_STATUS = 200;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final H1Route route;
    private final ConnectionEnd end;
    private final H1Answers answers = new H1Answers();
    private @Nullable ConnectionUse firstUse;
    private @Nullable ChannelHandlerContext context;
    private @Nullable TcpExchange current;
    private boolean interim;
    private boolean reusable;
    private boolean over;

    H1Connection(H1Route route, ConnectionUse firstUse, ConnectionEnd end) {
        this.route = route;
        this.firstUse = firstUse;
        this.end = end;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        added.pipeline().addBefore(added.name(), null, answers).addBefore(added.name(), null, new HttpRequestEncoder());
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
        answers.expect(exchange.request().method().equals("HEAD"));
        exchange.carriedBy(
                this, use == null ? ConnectionUse.reused(route.route().address()) : use);
        var _ = to.writeAndFlush(
                H1Request.of(exchange.request(), route.visitor().texts(), to.alloc()), to.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        try {
            TcpExchange exchange = current;
            if (!over && exchange != null) {
                read((HttpObject) message, exchange);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(HttpObject part, TcpExchange exchange) {
        DecoderResult result = part.decoderResult();
        if (result.isFailure()) {
            // That a head was cut off by the connection's end is told by that end, too.
            if (!(result.cause() instanceof PrematureChannelClosureException)) {
                end(H1Answers.malformed(result.cause()));
            }
        } else if (part instanceof HttpContent content) {
            NettyBody.give(content.content(), exchange.ongoing());
            if (content instanceof LastHttpContent && !over) {
                ended(exchange);
            }
        } else if (part instanceof HttpResponse answer) {
            head(answer, exchange);
        }
    }

    private void head(HttpResponse answer, TcpExchange exchange) {
        int status = answer.status().code();
        interim = status < FIRST_FINAL_STATUS;
        if (answer.protocolVersion().majorVersion() != 1 || status < 100) {
            end(new Outcome.Failed(FailureKind.PROTOCOL_ERROR, "this is no proper HTTP/1 answer"));
        } else if (status == SWITCHING_PROTOCOLS) {
            end(new Outcome.Failed(
                    FailureKind.PROTOCOL_ERROR, "the server switches to a protocol that was not asked for"));
        } else if (!interim) {
            reusable = HttpUtil.isKeepAlive(answer);
            HttpHeaders headers = answer.headers();
            exchange.ongoing()
                    .headers(ResponseHead.of(
                            status, ResponseHead.length(headers.get("content-length")), new Fields(headers)));
        }
    }

    private record Fields(HttpHeaders fields) implements ResponseHead.Source {
        @Override
        public @Nullable CharSequence first(String name) {
            return fields.get(name);
        }

        @Override
        public List<String> all(String name) {
            return fields.getAll(name);
        }
    }

    private void ended(TcpExchange exchange) {
        if (interim) {
            interim = false;
            return;
        }
        if (end.cause() != null) {
            return; // a body without a length has no proper end when its connection breaks
        }
        if (answers.endsWithMore()) {
            end(new Outcome.Failed(FailureKind.PROTOCOL_ERROR, "more bytes came than the answer announced"));
            return;
        }
        current = null;
        exchange.ended();
        // The listener may have closed the visitor.
        if (over) {
            return;
        }
        if (reusable && isOpen()) {
            route.freed(this);
        } else {
            end(null);
        }
    }

    /** A body without a length ends with its connection. */
    private boolean isOpen() {
        ChannelHandlerContext open = context;
        return open != null && open.channel().isActive();
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
    public void channelInactive(ChannelHandlerContext from) {
        if (over) {
            return;
        }
        TcpExchange exchange = current;
        if (exchange == null) {
            end(null);
        } else {
            retire();
            exchange.lost(Failures.ofLoss(end.cause(), exchange.ongoing()));
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
        route.gone(this);
    }
}
