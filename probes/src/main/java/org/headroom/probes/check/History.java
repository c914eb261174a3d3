package org.headroom.probes.check;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.headroom.probes.check.CheckState.Known;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Checking;
import org.headroom.scenarios.stack.Silence;

/**
 * Sets verdicts against what was known: hysteresis, since when, silence, and which follow from which. Pure.
 *
 * <p>Hysteresis N of M: the level that counts is the worst that at least N of the last M runs reached. One that has not
 * been judged for {@link #FORGOTTEN} is new.
 */
public final class History {
    /** What was not judged for so long is forgotten: a host that left the stack file, a volume that is no more. */
    static final Duration FORGOTTEN = Duration.ofDays(30);

    /** The verdict whose failure explains every other of that host. */
    static final String REACHABLE = "reachable";

    private static final String HOST = "host";

    private final Checking checking;
    private final Supplier<ZoneId> zone;

    /** @param zone of the silences' hours; asked for only if there are any, since the rules of all zones are read then */
    public History(Checking checking, Supplier<ZoneId> zone) {
        this.checking = checking;
        this.zone = zone;
    }

    /**
     * A look with a verdict that all is well for each thing that was not, and that nobody speaks of any more though its
     * probe has answered again: some things are told of only while they are bad. Of what spans several hosts nothing is
     * concluded: its rule may be silent because it could not see enough.
     */
    public Look completed(Look look, CheckState state) {
        Set<String> spoken = new HashSet<>();
        look.verdicts().forEach(verdict -> spoken.add(verdict.key()));
        List<Verdict> all = new ArrayList<>(look.verdicts());
        state.known().forEach((key, known) -> {
            String[] words = key.split(" ", 3);
            boolean bad = known.level() != Level.OK || known.told() != Level.OK;
            if (bad && words.length == 3 && !spoken.contains(key) && answered(look, words[0], words[1])) {
                all.add(Verdict.ok(words[0], words[1], words[2], "no longer reported"));
            }
        });
        return new Look(look.now(), all, look.took());
    }

    private static boolean answered(Look look, String probe, String host) {
        return !Subject.spansHosts(host)
                && look.now().hosts(probe).stream()
                        .anyMatch(one -> Parts.isPartOf(host, one)
                                && look.now().failure(probe, one).isEmpty());
    }

    /** Every verdict with what is known of it. */
    public List<Judged> judged(List<Verdict> verdicts, CheckState state, Instant now) {
        List<Judged> judged = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            Optional<Known> before = Optional.ofNullable(state.known().get(verdict.key()));
            Known known = next(verdict, before, now);
            judged.add(new Judged(
                    verdict, known.level(), known.since(), known.told(), quiet(verdict, now), Optional.empty()));
        }
        return judged.stream().map(one -> withCause(one, judged)).toList();
    }

    /**
     * What the next run shall know.
     *
     * @param tells whether this run tells people what has changed
     */
    public CheckState after(CheckState state, Look look, boolean tells) {
        Instant now = look.now().time();
        Map<String, Known> known = new HashMap<>();
        state.known().forEach((key, one) -> {
            if (one.seen().isAfter(now.minus(FORGOTTEN))) {
                known.put(key, one);
            }
        });
        for (Verdict verdict : look.verdicts()) {
            Known next = next(verdict, Optional.ofNullable(state.known().get(verdict.key())), now);
            boolean told = tells && quiet(verdict, now).isEmpty();
            known.put(verdict.key(), told ? next.toldNow() : next);
        }
        return new CheckState(state.past().after(look.now()), known);
    }

    private Known next(Verdict verdict, Optional<Known> before, Instant now) {
        String recent = before.map(Known::recent).orElse("") + letter(verdict.level());
        recent = recent.substring(Math.max(0, recent.length() - checking.window()));
        Level level = Level.OK;
        for (Level one : Level.values()) {
            if (one != Level.OK && atLeast(recent, one) >= checking.agreeing()) {
                level = one;
            }
        }
        Level counts = level;
        Instant since =
                before.filter(one -> one.level() == counts).map(Known::since).orElse(now);
        return new Known(counts, since, recent, now, before.map(Known::told).orElse(Level.OK));
    }

    private static long atLeast(String recent, Level level) {
        return recent.chars()
                .filter(letter -> levelOf((char) letter).compareTo(level) >= 0)
                .count();
    }

    static char letter(Level level) {
        return level.name().charAt(0);
    }

    static Level levelOf(char letter) {
        return switch (letter) {
            case 'C' -> Level.CRITICAL;
            case 'W' -> Level.WARNING;
            case 'U' -> Level.UNKNOWN;
            default -> Level.OK;
        };
    }

    private Optional<String> quiet(Verdict verdict, Instant now) {
        for (String host : checking.away()) {
            if (Parts.isPartOf(verdict.host(), host)) {
                return Optional.of(host + " is expected to be away");
            }
        }
        if (checking.silences().isEmpty()) {
            return Optional.empty();
        }
        LocalDateTime local = LocalDateTime.ofInstant(now, zone.get());
        for (Silence silence : checking.silences()) {
            if (silence.on(local) && silence.matches(verdict.probe(), verdict.host(), verdict.check())) {
                return Optional.of("silenced by the stack file");
            }
        }
        return Optional.empty();
    }

    private static Judged withCause(Judged one, List<Judged> all) {
        if (one.level() == Level.OK || isReachability(one)) {
            return one;
        }
        return all.stream()
                .filter(History::isReachability)
                .filter(cause -> cause.level() == Level.CRITICAL)
                .filter(cause ->
                        Parts.isPartOf(one.verdict().host(), cause.verdict().host()))
                .findFirst()
                .map(cause -> one.following(cause.verdict().key()))
                .orElse(one);
    }

    private static boolean isReachability(Judged one) {
        return one.verdict().probe().equals(HOST) && one.verdict().check().equals(REACHABLE);
    }
}
