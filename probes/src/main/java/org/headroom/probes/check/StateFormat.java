package org.headroom.probes.check;

import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.headroom.probes.check.CheckState.Known;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Past;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The state as JSON. Written and read as a stream: a data binder would take a third of the time that a whole check has.
 *
 * <pre>{ "schema": 1, "seen": { "galera db1": { "time": 1764151200000000, "values": { "…": 1 } } },
 *   "known": { "galera db1 state": { "level": "OK", "since": …, "recent": "OOO", "seen": …, "told": "OK" } } }</pre>
 *
 * <p>Times are microseconds since 1970, and whole values have no point: hundreds of dates and fractions would take a check
 * some 20 ms to read. Dates as text, as they were written once, are read, too.
 */
final class StateFormat {
    private static final int SCHEMA = 1;
    /** Whole numbers below are exact as double. */
    private static final double EXACT = 1L << 53;

    private static final JsonFactory JSON = new JsonFactory();

    private StateFormat() {}

    static void write(CheckState state, OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("schema", SCHEMA);
            json.writeObjectPropertyStart("seen");
            state.past().seen().forEach((key, seen) -> {
                json.writeObjectPropertyStart(key);
                json.writeNumberProperty("time", micros(seen.time()));
                json.writeObjectPropertyStart("values");
                seen.values().forEach((name, value) -> write(json, name, value));
                json.writeEndObject();
                json.writeEndObject();
            });
            json.writeEndObject();
            json.writeObjectPropertyStart("known");
            state.known().forEach((key, known) -> {
                json.writeObjectPropertyStart(key);
                json.writeStringProperty("level", known.level().name());
                json.writeNumberProperty("since", micros(known.since()));
                json.writeStringProperty("recent", known.recent());
                json.writeNumberProperty("seen", micros(known.seen()));
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
                time = instant(json);
            } else if (name.equals("values")) {
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String key = json.currentName();
                    json.nextToken();
                    values.put(key, number(json));
                }
            } else {
                json.skipChildren();
            }
        }
        return new Past.Seen(time, values);
    }

    private static Known known(JsonParser json) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Instant> times = new HashMap<>();
        expect(json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "since", "seen" -> times.put(key, instant(json));
                default -> texts.put(key, json.getString());
            }
        }
        return new Known(
                Level.valueOf(texts.getOrDefault("level", "")),
                existing(times.get("since")),
                texts.getOrDefault("recent", ""),
                existing(times.get("seen")),
                Level.valueOf(texts.getOrDefault("told", "")));
    }

    private static Instant existing(@Nullable Instant time) {
        if (time == null) {
            throw new IllegalArgumentException("a time is missing");
        }
        return time;
    }

    private static Instant instant(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_STRING
                ? Instant.parse(json.getString())
                : Instant.EPOCH.plus(json.getLongValue(), ChronoUnit.MICROS);
    }

    /** Not by Jackson's own parser of fractions, whose tables take as long to set up as all the rest to read. */
    private static double number(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> Double.parseDouble(json.getString());
            default -> throw new IllegalArgumentException("no number: " + json.currentToken());
        };
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static void write(JsonGenerator json, String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            json.writeNumberProperty(name, (long) value);
        } else {
            json.writeNumberProperty(name, value);
        }
    }

    private static void expect(JsonToken found, JsonToken wanted) {
        if (found != wanted) {
            throw new IllegalArgumentException("expected " + wanted + " and found " + found);
        }
    }
}
