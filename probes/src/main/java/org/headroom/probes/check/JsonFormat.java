package org.headroom.probes.check;

import java.io.StringWriter;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Every verdict, reading, fact and failure as one JSON object; its keys are listed in docs/check.md. */
public final class JsonFormat {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonFormat() {}

    /** The object, ended by a line break. */
    public static String of(CheckResult result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("schema", 1);
            json.writeStringProperty("time", result.time().toString());
            json.writeStringProperty("level", result.level().name());
            json.writeNumberProperty("exitCode", result.level().exitCode());
            json.writeStringProperty("summary", Words.summary(result));
            json.writeNumberProperty("millis", result.took().toMillis());
            json.writeArrayPropertyStart("verdicts");
            result.judged().forEach(one -> verdict(json, one));
            json.writeEndArray();
            answers(json, result);
            json.writeArrayPropertyStart("notes");
            result.notes().forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void verdict(JsonGenerator json, Judged one) {
        json.writeStartObject();
        json.writeStringProperty("probe", one.verdict().probe());
        json.writeStringProperty("host", one.verdict().host());
        json.writeStringProperty("check", one.verdict().check());
        json.writeStringProperty("level", one.level().name());
        json.writeStringProperty("now", one.verdict().level().name());
        json.writeStringProperty("message", one.verdict().message());
        json.writeStringProperty("advice", one.verdict().advice());
        json.writeStringProperty("since", one.since().toString());
        json.writeBooleanProperty("alarms", one.alarms());
        one.quiet().ifPresent(why -> json.writeStringProperty("quiet", why));
        one.because().ifPresent(cause -> json.writeStringProperty("because", cause));
        json.writeArrayPropertyStart("perfdata");
        one.verdict().perf().stream().map(Perf::text).forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void answers(JsonGenerator json, CheckResult result) {
        json.writeArrayPropertyStart("readings");
        for (Reading one : result.now().readings()) {
            if (Double.isFinite(one.value())) {
                json.writeStartObject();
                of(json, one.probe(), one.host(), one.name());
                json.writeNumberProperty("value", one.value());
                json.writeStringProperty("unit", one.unit());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("facts");
        for (ProbeAnswer answer : result.now().answers()) {
            if (answer.sample() instanceof Sample.Readings(var _, var facts)) {
                facts.forEach(one -> fact(json, one));
            }
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("failures");
        for (ProbeAnswer answer : result.now().answers()) {
            if (answer.sample() instanceof Sample.Failed(var failure)) {
                json.writeStartObject();
                json.writeStringProperty("probe", failure.probe());
                json.writeStringProperty("host", failure.host());
                json.writeStringProperty("problem", failure.problem());
                json.writeStringProperty("advice", failure.advice());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void fact(JsonGenerator json, Fact one) {
        json.writeStartObject();
        of(json, one.probe(), one.host(), one.name());
        json.writeStringProperty("text", one.text());
        json.writeEndObject();
    }

    private static void of(JsonGenerator json, String probe, String host, String name) {
        json.writeStringProperty("probe", probe);
        json.writeStringProperty("host", host);
        json.writeStringProperty("name", name);
    }
}
