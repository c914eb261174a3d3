package org.headroom.loadgen.distributed;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.headroom.loadgen.record.RecorderDelta;
import org.headroom.loadgen.result.GeneratorSummary;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.transport.Protocol;
import org.jspecify.annotations.Nullable;

/** What coordinator and injector say to each other. Times are {@link System#nanoTime()} of the machine that is named. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(Message.Hello.class),
    @JsonSubTypes.Type(Message.Welcome.class),
    @JsonSubTypes.Type(Message.Refused.class),
    @JsonSubTypes.Type(Message.Ping.class),
    @JsonSubTypes.Type(Message.Pong.class),
    @JsonSubTypes.Type(Message.Assignment.class),
    @JsonSubTypes.Type(Message.Accepted.class),
    @JsonSubTypes.Type(Message.Turn.class),
    @JsonSubTypes.Type(Message.Ready.class),
    @JsonSubTypes.Type(Message.Go.class),
    @JsonSubTypes.Type(Message.Gained.class),
    @JsonSubTypes.Type(Message.TurnDone.class),
    @JsonSubTypes.Type(Message.Stop.class),
    @JsonSubTypes.Type(Message.Bye.class),
    @JsonSubTypes.Type(Message.Leaving.class)
})
sealed interface Message {
    /** The coordinator begins a conversation; sealed with the shared key itself. */
    record Hello(String version, String nonce) implements Message {}

    /** The injector answers, sealed likewise; both sides go on with a key made of the two random numbers. */
    record Welcome(String version, String coordinatorNonce, String nonce, boolean busy) implements Message {}

    /** The injector will not; one line for the user. */
    record Refused(String reason) implements Message {}

    /** Once a second and more often before a start, so that both sides know that the other is there; and for the clocks. */
    record Ping(long coordinatorNanos) implements Message {}

    /** The answer at once. */
    record Pong(long coordinatorNanos, long injectorNanos, long injectorWallMillis) implements Message {}

    /** What to play, and which share of it. */
    record Assignment(String plan, int index, int count) implements Message {}

    /** The injector may and will play it. */
    record Accepted() implements Message {}

    /** Prepare a protocol: transport, warm-up. */
    record Turn(Protocol protocol) implements Message {}

    /** Prepared; waiting for the start. */
    record Ready(Protocol protocol, String transport) implements Message {}

    /** Arrivals count from this time of the injector's own. */
    record Go(Protocol protocol, long injectorNanos) implements Message {}

    /** What was measured since the one before. */
    record Gained(Protocol protocol, RecorderDelta delta, double startDelayMillis, long openConnections)
            implements Message {}

    /** All of the turn has been played and reported. The notes are what the transport has to say to the user. */
    record TurnDone(
            Protocol protocol,
            List<String> generatorLimits,
            @Nullable GeneratorSummary generator,
            ProtocolSummary.@Nullable WarmUp warmUp,
            List<String> notes,
            boolean interrupted,
            String problem)
            implements Message {}

    /** No more load. */
    record Stop() implements Message {}

    /** The conversation is over. */
    record Bye() implements Message {}

    /** The injector is being stopped on its own machine. */
    record Leaving(String reason) implements Message {}
}
