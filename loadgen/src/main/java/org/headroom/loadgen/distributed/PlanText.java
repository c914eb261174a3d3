package org.headroom.loadgen.distributed;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.schedule.ArrivalCurve;
import org.headroom.loadgen.schedule.Phase;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.yaml.ConfigException;
import org.headroom.scenarios.yaml.ScenarioFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

/**
 * A plan as text. The scenario travels as the YAML that users write and is checked again where it arrives; names of
 * kinds of arrivals come from a closed list. Values of secrets are in no plan, only where to find them.
 */
record PlanText(LoadPlan plan, TransportSettings transports) {
    private static final JsonMapper MAPPER = mapper();

    String encode() {
        return MAPPER.writeValueAsString(this);
    }

    /**
     * Reads a plan.
     *
     * @throws IllegalArgumentException when it is none of this version; the message says what is wrong
     */
    static PlanText decode(String text) {
        try {
            return MAPPER.readValue(text, PlanText.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the plan cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonMapper mapper() {
        SimpleModule module = new SimpleModule()
                .addSerializer(Scenario.class, new WriteScenario())
                .addDeserializer(Scenario.class, new ReadScenario())
                .addSerializer(InetSocketAddress.class, new WriteAddress())
                .addDeserializer(InetSocketAddress.class, new ReadAddress());
        JsonMapper.Builder builder = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .addModule(module)
                .addMixIn(Arrivals.class, ByKind.class)
                .addMixIn(ArrivalCurve.class, AsPhases.class);
        for (Class<?> kind : Arrivals.class.getPermittedSubclasses()) {
            builder.registerSubtypes(new NamedType(kind, kind.getSimpleName()));
        }
        return builder.build();
    }

    /** The kinds of arrivals by name. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface ByKind {}

    /** A curve is its phases. */
    private abstract static class AsPhases {
        @SuppressWarnings("UnusedVariable") // a mix-in is never made: it says how the real one is
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        AsPhases(List<Phase> phases) {}

        @JsonValue
        abstract List<Phase> phases();
    }

    private static final class WriteScenario extends ValueSerializer<Scenario> {
        @Override
        public void serialize(Scenario value, JsonGenerator out, SerializationContext context) {
            out.writeString(ScenarioFile.format(value, List.of()));
        }
    }

    private static final class ReadScenario extends ValueDeserializer<Scenario> {
        @Override
        public Scenario deserialize(JsonParser in, DeserializationContext context) {
            try {
                return ScenarioFile.parse("scenario of the plan", in.getString());
            } catch (ConfigException e) {
                return context.reportInputMismatch(this, "%s", e.problems());
            }
        }
    }

    /** With the name that the address stands for, which certificates are checked against. */
    private static final class WriteAddress extends ValueSerializer<InetSocketAddress> {
        @Override
        public void serialize(InetSocketAddress value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.getHostString() + " " + value.getAddress().getHostAddress() + " " + value.getPort());
        }
    }

    private static final class ReadAddress extends ValueDeserializer<InetSocketAddress> {
        @Override
        public InetSocketAddress deserialize(JsonParser in, DeserializationContext context) {
            String[] parts = in.getString().split(" ", -1);
            try {
                if (parts.length != 3 || !parts[1].matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[0-9]+)?")) {
                    return context.reportInputMismatch(this, "'%s' is no address", in.getString());
                }
                InetAddress literal = InetAddress.getByName(parts[1]); // looks nothing up
                InetAddress named = literal instanceof Inet6Address six && six.getScopeId() != 0
                        ? Inet6Address.getByAddress(parts[0], six.getAddress(), six.getScopeId())
                        : InetAddress.getByAddress(parts[0], literal.getAddress());
                return new InetSocketAddress(named, Integer.parseInt(parts[2]));
            } catch (UnknownHostException | NumberFormatException _) {
                return context.reportInputMismatch(this, "'%s' is no address", in.getString());
            }
        }
    }
}
