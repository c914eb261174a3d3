package org.headroom.tuner.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.headroom.tuner.plan.Plan;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** tuning.json. */
public final class PlanJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private PlanJson() {}

    static String toJson(Plan plan) {
        return MAPPER.writeValueAsString(plan) + "\n";
    }

    /** Reads a plan back. */
    public static Plan read(Path file) throws IOException {
        try {
            return MAPPER.readValue(Files.readString(file), Plan.class);
        } catch (JacksonException e) {
            throw new IOException(file + " is no tuning.json: " + e.getOriginalMessage(), e);
        }
    }
}
