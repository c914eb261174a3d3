package org.headroom.probes.gluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;

/**
 * The helper's sections {@code gluster} and {@code mount} as readings and facts.
 *
 * <p>Of a node {@code origin1}: itself; {@code origin1/peer/NAME}; {@code origin1/volume/NAME}; a brick under the name that
 * gluster gives it, {@code profile/BRICK} what the profile has of it. Of a mount: {@code web1:/mnt/wp-core}, and {@code web1:/mnt/wp-core/client/NUMBER} for its connection to
 * each brick.
 */
final class HelperAnswer {
    static final String WHY_NOT = "problem";

    private static final String GLUSTER = "gluster";
    private static final String MOUNT = "mount";
    private static final String PROFILE = "gluster-profile";
    private static final String SECONDS = "seconds";
    private static final String COUNT = "count";

    /** What is a number, by the helper's key; all else is a fact. */
    private static final Map<String, Named> NUMBERS = Map.ofEntries(
            Map.entry("answer_seconds", new Named("glusterd_seconds", SECONDS)),
            Map.entry("ping_seconds", new Named("ping_seconds", SECONDS)),
            Map.entry("pending", new Named("pending", COUNT)),
            Map.entry("connected", new Named("connected", COUNT)),
            Map.entry("mounted", new Named("mounted", COUNT)),
            Map.entry("lookup_seconds", new Named("lookup_seconds", SECONDS)),
            Map.entry("read_seconds", new Named("read_seconds", SECONDS)),
            Map.entry("stat_seconds", new Named("stat_seconds", SECONDS)),
            Map.entry("list_seconds", new Named("list_seconds", SECONDS)),
            Map.entry("list_entries", new Named("list_entries", COUNT)),
            Map.entry("lookup_best_seconds", new Named("lookup_best_seconds", SECONDS)),
            Map.entry("read_best_seconds", new Named("read_best_seconds", SECONDS)),
            Map.entry("local_lookup_seconds", new Named("local_lookup_seconds", SECONDS)),
            Map.entry("local_read_seconds", new Named("local_read_seconds", SECONDS)),
            Map.entry("local_stat_seconds", new Named("local_stat_seconds", SECONDS)),
            Map.entry("local_list_seconds", new Named("local_list_seconds", SECONDS)),
            Map.entry("write_seconds", new Named("write_seconds", SECONDS)),
            Map.entry("read_back", new Named("read_back", COUNT)),
            Map.entry("frozen_seconds", new Named("frozen_seconds", SECONDS)),
            Map.entry("stuck_seconds", new Named("stuck_seconds", SECONDS)),
            Map.entry("up", new Named("up", COUNT)),
            Map.entry("done", new Named("done", COUNT)));

    private final Instant time;
    private final String host;
    private final HostFacts facts;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Fact> texts = new ArrayList<>();

    private record Named(String name, String unit) {}

    private HelperAnswer(Instant time, String host, HostFacts facts) {
        this.time = time;
        this.host = host;
        this.facts = facts;
    }

    static Sample of(Instant time, String host, HostFacts facts) {
        HelperAnswer answer = new HelperAnswer(time, host, facts);
        answer.facts.subjects(GLUSTER).forEach(subject -> answer.add(GLUSTER, subject, answer.nodePart(subject)));
        answer.facts.subjects(MOUNT).forEach(subject -> answer.add(MOUNT, subject, answer.mountPart(subject)));
        facts.subjects(PROFILE).forEach(answer::profile);
        facts.problems().forEach(answer::problem);
        return new Sample.Readings(answer.readings, answer.texts);
    }

    private void add(String section, String subject, String part) {
        facts.of(section, subject).forEach((key, text) -> {
            Named number = NUMBERS.get(key);
            if (number == null) {
                texts.add(new Fact(GlusterProbe.NAME, part, key.replace(' ', '_'), text));
                return;
            }
            facts.number(section, subject, key).ifPresent(value -> {
                if (Double.isFinite(value) && value >= 0) {
                    readings.add(new Reading(time, GlusterProbe.NAME, part, number.name(), value, number.unit()));
                }
            });
        });
        serving(section, subject, part);
    }

    // For graphs: whether the brick's process runs and answers.
    private void serving(String section, String subject, String part) {
        if (section.equals(GLUSTER) && subject.startsWith("brick ")) {
            boolean serves = facts.number(section, subject, "ping_seconds").isPresent();
            readings.add(new Reading(time, GlusterProbe.NAME, part, "serving", serves ? 1 : 0, COUNT));
        }
    }

    // Counters of every brick, by the one node that was asked; until Gluster 9 in microseconds.
    private void profile(String volume) {
        String version = facts.text(PROFILE, volume, "version").orElse("");
        double unit = version.matches("[3-8]\\..*") ? 1e-6 : 1e-9;
        facts.text(PROFILE, volume, "xml")
                .flatMap(ProfileXml::parse)
                .ifPresent(bricks -> bricks.forEach((brick, work) -> {
                    String part = profiled(brick);
                    readings.add(new Reading(time, GlusterProbe.NAME, part, "calls_total", work.calls(), COUNT));
                    readings.add(new Reading(
                            time, GlusterProbe.NAME, part, "calls_seconds_total", work.units() * unit, SECONDS));
                }));
        facts.number(PROFILE, volume, "age")
                .ifPresent(age -> readings.add(new Reading(
                        time, GlusterProbe.NAME, host + "/volume/" + volume, "profile_age_seconds", age, SECONDS)));
    }

    /** How readings name a brick's profile: it comes from another host than all else of the brick. */
    static String profiled(String brick) {
        return "profile/" + brick;
    }

    private void problem(String place, String why) {
        String section = place.replaceFirst(" .*", "");
        String subject = place.substring(Math.min(place.length(), section.length() + 1));
        if (section.equals(MOUNT)) {
            texts.add(new Fact(GlusterProbe.NAME, mountPart(subject), WHY_NOT, why));
        } else if (section.equals(GLUSTER)) {
            // The order's first word is the subject when all of it fails.
            texts.add(new Fact(GlusterProbe.NAME, host, WHY_NOT, why));
        }
    }

    private String nodePart(String subject) {
        String[] words = subject.split(" ", 2);
        return switch (words[0]) {
            case "brick" -> words.length > 1 ? words[1] : host;
            case "peer", "volume" -> host + "/" + subject.replaceFirst(" ", "/");
            default -> host;
        };
    }

    private String mountPart(String subject) {
        return host + ":" + subject.replaceFirst(" (client|set) (\\d+)$", "/$1/$2");
    }
}
