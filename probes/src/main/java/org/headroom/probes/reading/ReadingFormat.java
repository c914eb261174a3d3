package org.headroom.probes.reading;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** A reading as one line of JSON: time (ISO-8601), probe, host, name, value, unit, in this order. */
final class ReadingFormat {
    // Unknown keys are let through: additions to the contract must not break older readers.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private ReadingFormat() {}

    static String toLine(Reading reading) {
        return MAPPER.writeValueAsString(reading);
    }

    /** @throws JacksonException if the line is no reading */
    static Reading fromLine(String line) {
        return MAPPER.readValue(line, Reading.class);
    }
}
