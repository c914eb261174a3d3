package org.headroom.loadgen.distributed;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Messages as JSON: data with a type's name from a closed list, never a class of the sender's choice. */
final class MessageCodec {
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    byte[] encode(Message message) {
        return mapper.writerFor(Message.class).writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
    }

    /** Empty when it is none of the messages of this version. */
    Optional<Message> decode(byte[] json) {
        try {
            return Optional.of(mapper.readValue(json, Message.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
