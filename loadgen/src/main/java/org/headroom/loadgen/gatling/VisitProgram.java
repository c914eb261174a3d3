package org.headroom.loadgen.gatling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.headroom.loadgen.page.Browsers;
import org.headroom.loadgen.page.PageReplayer;
import org.headroom.loadgen.page.PageTree;
import org.headroom.loadgen.schedule.Entry;
import org.headroom.loadgen.schedule.Schedule;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.model.Visit;

/** What Gatling is to do in one run: who arrives when, which pages they open, and when to stop. */
public final class VisitProgram {
    private static final Duration TICK = Duration.ofMillis(20);

    private final Scenario scenario;
    private final Schedule schedule;
    private final Entry entry;
    private final boolean closed;
    private final Duration length;
    private final long seed;
    private final Limits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final LongFunction<Engine> whenStarted;
    private final List<Visit> visits;
    private final List<PageTree> trees;
    private final CompletableFuture<Engine> engine = new CompletableFuture<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * A program.
     *
     * @param schedule of all arrivals; {@code entry} says which are this machine's
     * @param closed whether visitors start over as soon as a visit is done, until {@code length} has passed
     * @param seed of the visit mix
     * @param limits how many visits, and for how long
     * @param whenStarted makes the engine once the time zero of the arrivals, a {@link System#nanoTime()}, is known
     */
    public VisitProgram(
            Scenario scenario,
            Schedule schedule,
            Entry entry,
            boolean closed,
            Duration length,
            long seed,
            Limits limits,
            LongFunction<Engine> whenStarted) {
        this.scenario = scenario;
        this.schedule = entry.share().of(schedule);
        this.entry = entry;
        this.closed = closed;
        this.length = length;
        this.seed = seed;
        this.limits = limits;
        this.whenStarted = whenStarted;
        this.visits = scenario.visitsMade();
        this.trees = scenario.pages().stream().map(PageTree::new).toList();
    }

    /**
     * What carries the visits.
     *
     * @param zeroNanos {@link System#nanoTime()} from which the arrivals count
     */
    public record Engine(Browsers browsers, PageReplayer replayer, TurnedAway turnedAway, long zeroNanos) {}

    /** Hears of visits that were not started because too many were open. */
    public interface TurnedAway {
        /** The visit would have begun with this page at that {@link System#nanoTime()}. */
        void visit(String firstPage, long intendedNanos);
    }

    /**
     * Bounds of a program.
     *
     * @param openVisits so many at once; who comes then is turned away
     * @param cutOff Gatling ends at the latest then, whoever is still on a visit; empty: it waits for all
     */
    public record Limits(int openVisits, Optional<Duration> cutOff) {}

    /** Takes a place for a visit; false: there is none. In the closed model there is one for each visitor. */
    boolean admit() {
        if (open.incrementAndGet() > limits.openVisits() && !closed) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    void left() {
        open.decrementAndGet();
    }

    Optional<Duration> cutOff() {
        return limits.cutOff();
    }

    /** No more arrivals, no more pages; what is under way goes on until its connections are closed. */
    public void stop() {
        stopped.set(true);
    }

    boolean stopped() {
        return stopped.get();
    }

    /** Whether a closed model's visitors are to go home. */
    boolean over() {
        return stopped() || System.nanoTime() - endNanos() >= 0;
    }

    /** Whether a visit ends before its next page, due then: the run was stopped, or a closed model's time is up by then. */
    boolean endsBefore(long intendedNanos) {
        return stopped() || (closed && intendedNanos - endNanos() >= 0);
    }

    /** How long a visitor may think at most: until a closed model's time is surely up, since Gatling ticks in milliseconds. */
    Duration thinkingAtMost() {
        return closed
                ? Duration.ofNanos(Math.max(0, endNanos() - System.nanoTime())).plus(TICK)
                : Duration.ofNanos(Long.MAX_VALUE);
    }

    private long endNanos() {
        return engine().zeroNanos() + length.toNanos();
    }

    boolean closed() {
        return closed;
    }

    long seed() {
        return seed;
    }

    /** The number of a user's arrival among those of all machines, from 1, as Gatling counts users. */
    long numberInWhole(long userId) {
        return entry.share().numberInWhole(userId - 1) + 1;
    }

    long zeroNanos(long soonestNanos) {
        return entry.zeroNanos(soonestNanos);
    }

    Schedule schedule() {
        return schedule;
    }

    List<Visit> visits() {
        return visits;
    }

    /** Share of visitors who were here before. */
    double returningShare() {
        return scenario.returning().share();
    }

    PageTree tree(String page) {
        return trees.stream()
                .filter(tree -> tree.page().name().equals(page))
                .findFirst()
                .orElseThrow();
    }

    void begin(long zeroNanos) {
        engine.complete(whenStarted.apply(zeroNanos));
    }

    Engine engine() {
        return engine.join();
    }
}
