package org.headroom.probes.check;

import java.io.OutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.headroom.probes.check.CheckState.Known;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Past;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The state as JSON. Written and read as a stream: a data binder would take a third of the time that a whole check has.
 *
 * <pre>{ "schema": 1, "seen": { "galera db1": { "time": "…", "values": { "…": 1.0 } } },
 *   "known": { "galera db1 state": { "level": "OK", "since": "…", "recent": "OOO", "seen": "…", "told": "OK" } } }</pre>
 */
final class StateFormat {
    private static final int SCHEMA = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private StateFormat() {}

    static void write(CheckState state, OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("schema", SCHEMA);
            json.writeObjectPropertyStart("seen");
            state.past().seen().forEach((key, seen) -> {
                json.writeObjectPropertyStart(key);
                json.writeStringProperty("time", seen.time().toString());
                json.writeObjectPropertyStart("values");
                seen.values().forEach(json::writeNumberProperty);
                json.writeEndObject();
                json.writeEndObject();
            });
            json.writeEndObject();
            json.writeObjectPropertyStart("known");
            state.known().forEach((key, known) -> {
                json.writeObjectPropertyStart(key);
                json.writeStringProperty("level", known.level().name());
                json.writeStringProperty("since", known.since().toString());
                json.writeStringProperty("recent", known.recent());
                json.writeStringProperty("seen", known.seen().toString());
                json.writeStringProperty("told", known.told().name());
                json.writeEndObject();
            });
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /** @throws RuntimeException of several kinds if it is no state */
    static CheckState read(byte[] bytes) {
        Map<String, Past.Seen> seen = new HashMap<>();
        Map<String, Known> known = new HashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "schema" -> {
                        if (json.getIntValue() != SCHEMA) {
                            throw new IllegalArgumentException("it is of another version");
                        }
                    }
                    case "seen" -> {
                        expect(value, JsonToken.START_OBJECT);
                        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                            seen.put(json.currentName(), seen(json));
                        }
                    }
                    case "known" -> {
                        expect(value, JsonToken.START_OBJECT);
                        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                            known.put(json.currentName(), known(json));
                        }
                    }
                    default -> json.skipChildren();
                }
            }
            expect(json.currentToken(), JsonToken.END_OBJECT);
        }
        return new CheckState(new Past(seen), known);
    }

    private static Past.Seen seen(JsonParser json) {
        Instant time = Instant.EPOCH;
        Map<String, Double> values = new HashMap<>();
        expect(json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("time")) {
                time = Instant.parse(json.getString());
            } else if (name.equals("values")) {
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String key = json.currentName();
                    json.nextToken();
                    values.put(key, json.getDoubleValue());
                }
            } else {
                json.skipChildren();
            }
        }
        return new Past.Seen(time, values);
    }

    private static Known known(JsonParser json) {
        Map<String, String> texts = new HashMap<>();
        expect(json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            texts.put(key, json.getString());
        }
        return new Known(
                Level.valueOf(texts.getOrDefault("level", "")),
                Instant.parse(texts.getOrDefault("since", "")),
                texts.getOrDefault("recent", ""),
                Instant.parse(texts.getOrDefault("seen", "")),
                Level.valueOf(texts.getOrDefault("told", "")));
    }

    private static void expect(JsonToken found, JsonToken wanted) {
        if (found != wanted) {
            throw new IllegalArgumentException("expected " + wanted + " and found " + found);
        }
    }
}
