package org.headroom.tuner.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.tuner.model.Figure;
import org.headroom.tuner.model.OriginMeasurements;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of an origin: what the stack file says, else what was measured, else what is assumed. */
public final class OriginSurvey {
    private OriginSurvey() {}

    /**
     * What the stack file and the command line say.
     *
     * @param origin as readings name its host
     * @param budgetBytes what everything on it together may take; its cgroup or memory if not given
     * @param reservedBytes of that, for others
     * @param cores of its CPU
     * @param guaranteedChildren of each pool
     * @param databaseConnectionsOfOthers of the other origins that use its MariaDB node
     */
    public record Subject(
            String origin,
            OptionalLong budgetBytes,
            OptionalLong reservedBytes,
            Figure cores,
            List<String> pools,
            int guaranteedChildren,
            Figure proxies,
            Figure nginxWorkersEach,
            Figure databaseConnectionsOfOthers) {
        public Subject {
            pools = List.copyOf(pools);
        }

        /** An origin of which only name, budget and pools are known: this machine's cores, one proxy. */
        public static Subject of(String origin, OptionalLong budgetBytes, List<String> pools) {
            int cores = Runtime.getRuntime().availableProcessors();
            return new Subject(
                    origin,
                    budgetBytes,
                    OptionalLong.empty(),
                    new Figure(cores, "cores of this machine"),
                    pools,
                    2,
                    Figure.assumed(1, "one proxy"),
                    Figure.assumed(cores, "one NGINX worker a core"),
                    Figure.assumed(0, "no other origin uses its MariaDB node"));
        }
    }

    /**
     * The measurements for the model.
     *
     * @param limit the budget if none is given
     * @param memory of the origin's processes; {@link ProcessMemory#unknown()} if nobody could look there
     * @param settings that are in force there, by plan key
     * @param phpFiles of the sites there, if they were counted
     */
    public static OriginMeasurements of(
            Subject subject,
            Optional<Figure> limit,
            ProcessMemory memory,
            Map<String, String> settings,
            Optional<Figure> phpFiles,
            DemandFromRun demand) {
        DatabaseMemory database = DatabaseMemory.of(settings);
        String stack = "stack file or option";
        Figure budget = given(subject.budgetBytes(), stack)
                .or(() -> limit)
                .orElseThrow(() -> new IllegalArgumentException("no memory budget given, and none could be read"));
        Figure reserved = given(subject.reservedBytes(), stack)
                .or(() -> memory.others(database))
                .orElse(Assumptions.RESERVED);
        return new OriginMeasurements(
                subject.origin(),
                new OriginMeasurements.Host(budget, reserved, Assumptions.PAGE_CACHE, subject.cores()),
                demand.atWork().apache(memory.apache()),
                fpm(memory, settings, phpFiles, demand.opcache(subject.pools())),
                subject.pools().stream()
                        .map(pool -> pool(pool, subject, memory, demand))
                        .toList(),
                demand.staticTraffic(subject.pools()),
                new OriginMeasurements.Proxies(
                        subject.proxies(),
                        subject.nginxWorkersEach(),
                        demand.idleConnections().orElse(Figure.assumed(0, "none seen"))),
                new OriginMeasurements.Database(
                        subject.databaseConnectionsOfOthers(),
                        memory.hasDatabase()
                                ? database.connectionBytes()
                                : new Figure(0, "no MariaDB runs on the origin, as far as is known")));
    }

    private static OriginMeasurements.Fpm fpm(
            ProcessMemory memory,
            Map<String, String> settings,
            Optional<Figure> phpFiles,
            Optional<OpcacheState> opcache) {
        OriginMeasurements.Fpm fpm = memory.fpm(megabytes(settings.get("php opcache.memory_consumption")), phpFiles);
        OptionalLong strings = megabytes(settings.get("php opcache.interned_strings_buffer"));
        OptionalLong megabytes = strings.isPresent() ? OptionalLong.of(strings.getAsLong() >> 20) : strings;
        return opcache.map(state -> state.into(fpm, megabytes)).orElse(fpm);
    }

    /** PHP counts opcache in megabytes, without a unit; with one it is a size. */
    private static OptionalLong megabytes(@Nullable String value) {
        if (value == null || !value.strip().matches("\\d{1,6}[Mm]?")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(value.strip().replaceAll("\\D", "")) << 20);
    }

    private static OriginMeasurements.Pool pool(
            String pool, Subject subject, ProcessMemory memory, DemandFromRun demand) {
        WorkMemory atWork = demand.atWork();
        return new OriginMeasurements.Pool(
                pool,
                atWork.child(pool, memory.childBytes(pool)),
                atWork.worstChild(pool, worstChild(memory.worstChildBytes(pool), demand.requestMemory(pool))),
                demand.phpRequests(pool),
                demand.serviceSeconds(pool),
                demand.computeShare(pool),
                subject.guaranteedChildren());
    }

    /**
     * A child that rests has given back what its last request took: what it holds at work is what it holds at rest and
     * the request's peak on top. An assumed child was assumed at work.
     */
    private static Figure worstChild(Figure atRest, Optional<Figure> request) {
        if (request.isEmpty()) {
            return atRest;
        }
        Figure peak = request.get();
        return atRest.isAssumed()
                ? new Figure(
                        Math.max(atRest.value(), Assumptions.RESTING_CHILD.value() + peak.value()), atRest.source())
                : new Figure(atRest.value() + peak.value(), atRest.source() + "; on top the " + peak.source());
    }

    private static Optional<Figure> given(OptionalLong bytes, String source) {
        return bytes.isPresent() ? Optional.of(Figure.ofBytes(bytes.getAsLong(), source)) : Optional.empty();
    }
}
