package org.headroom.cli.demo.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DemoOriginTest {
    private static final Duration PHP = Duration.ofMillis(25);
    private static final Duration FILE = Duration.ofNanos(300_000);

    private final HandAlarm alarm = new HandAlarm();
    private final List<Verdict> verdicts = new ArrayList<>();

    @Test
    void asManyPagesAreWorkedOnAsThereAreChildrenAndTheRestWait() {
        DemoOrigin origin = origin(new OriginLimits(20, 100, 4, 64));

        pages(origin, 10);

        PoolSnapshot fpm = origin.snapshot().fpm();
        assertThat(fpm.active()).isEqualTo(4);
        assertThat(fpm.queued()).isEqualTo(6);
        assertThat(fpm.accepted()).isEqualTo(4);
        assertThat(fpm.idle()).isZero();
    }

    @Test
    void aPageHoldsItsApacheWorkerWhileItWaitsForAChild() {
        DemoOrigin origin = origin(new OriginLimits(20, 100, 4, 64));

        pages(origin, 10);

        assertThat(origin.snapshot().apache().active()).isEqualTo(10);
        assertThat(origin.snapshot().apache().idle()).isEqualTo(10);
    }

    @Test
    void waitingPagesStarveTheFilesOfWorkers() {
        DemoOrigin origin = origin(new OriginLimits(10, 100, 4, 64));
        pages(origin, 10);

        origin.serve(new Work(Work.Kind.STATIC, "/style.css", 1), verdicts::add);

        assertThat(origin.snapshot().apache().queued()).isEqualTo(1);
        alarm.runAll();
        assertThat(verdicts).hasSize(11).containsOnly(Verdict.SERVED);
    }

    @Test
    void aPageBeyondTheBacklogIsRefusedAtOnceAndCounted() {
        DemoOrigin origin = origin(new OriginLimits(100, 100, 4, 6));

        pages(origin, 13);

        assertThat(verdicts).hasSize(3).containsOnly(Verdict.BACKLOG_FULL);
        assertThat(origin.snapshot().fpm().refused()).isEqualTo(3);
        assertThat(origin.snapshot().fpm().mostQueued()).isEqualTo(6);
        assertThat(origin.snapshot().apache().active()).isEqualTo(10);
        assertThat(origin.snapshot().apache().completed()).isEqualTo(3);
    }

    @Test
    void aRequestBeyondTheListenBacklogIsARefusedConnection() {
        DemoOrigin origin = origin(new OriginLimits(2, 3, 4, 64));

        pages(origin, 6);

        assertThat(verdicts).containsExactly(Verdict.CONNECTION_REFUSED);
        alarm.runAll();
        assertThat(Collections.frequency(verdicts, Verdict.SERVED)).isEqualTo(5);
    }

    @Test
    void whoGetsTheWorkerOfARefusedPageIsTakenOnInTheSameMoment() {
        DemoOrigin origin = origin(new OriginLimits(3, 100, 1, 1));

        pages(origin, 50);

        // Three workers: one page is worked on, one waits, the third worker goes through everyone else.
        assertThat(Collections.frequency(verdicts, Verdict.BACKLOG_FULL)).isEqualTo(48);
        assertThat(origin.snapshot().apache().queued()).isZero();
    }

    @Test
    void everyRequestIsSomewhereAtEveryMoment() {
        DemoOrigin origin = origin(new OriginLimits(30, 5, 4, 8));
        var random = new SplittableRandom(7);
        long sent = 0;
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(100) < 60 || alarm.isIdle()) {
                Work.Kind kind = random.nextBoolean() ? Work.Kind.PHP : Work.Kind.STATIC;
                origin.serve(new Work(kind, "/", 10), verdicts::add);
                sent++;
            } else {
                alarm.runNext();
            }
            OriginSnapshot now = origin.snapshot();
            assertConserved(now.apache());
            assertConserved(now.fpm());
            assertThat(now.apache().arrived()).isEqualTo(sent);
            assertThat(sent)
                    .isEqualTo(verdicts.size()
                            + now.apache().active()
                            + now.apache().queued());
        }
        assertThat(verdicts).contains(Verdict.SERVED, Verdict.BACKLOG_FULL, Verdict.CONNECTION_REFUSED);
    }

    @Test
    void littlesLawHolds() {
        DemoOrigin origin = origin(new OriginLimits(100, 500, 4, 90));
        var random = new SplittableRandom(11);
        var sojournNanos = new ArrayList<Long>();
        double insideNanos = 0;
        long nextArrival = 0;
        int arrivals = 0;
        while (arrivals < 5_000 || !alarm.isIdle()) {
            boolean arrive = arrivals < 5_000 && nextArrival <= alarm.nextNanos();
            long until = arrive ? nextArrival : alarm.nextNanos();
            PoolSnapshot fpm = origin.snapshot().fpm();
            insideNanos += (double) (fpm.active() + fpm.queued()) * (until - alarm.nanoTime());
            if (arrive) {
                alarm.moveTo(nextArrival);
                long arrived = nextArrival;
                origin.serve(page(), verdict -> {
                    if (verdict == Verdict.SERVED) {
                        sojournNanos.add(alarm.nanoTime() - arrived);
                    }
                });
                arrivals++;
                nextArrival += Math.round(random.nextExponential() * 7_000_000); // 143 a second of the 160 possible
            } else {
                alarm.runNext();
            }
        }
        double sum = sojournNanos.stream().mapToLong(Long::longValue).sum();
        assertThat(insideNanos / sum).isEqualTo(1.0, within(1e-9));
    }

    @Test
    void theMeanServiceTimeIsTheOneAskedForAndTheSeedDecidesTheRest() {
        var times = new ServiceTimes(PHP, FILE, 3);
        var again = new ServiceTimes(PHP, FILE, 3);
        double sum = 0;
        for (int draw = 0; draw < 100_000; draw++) {
            Duration next = times.next(Work.Kind.PHP);
            assertThat(next).isEqualTo(again.next(Work.Kind.PHP));
            sum += next.toNanos();
        }
        assertThat(sum / 100_000 / PHP.toNanos()).isEqualTo(1.0, within(0.01));
    }

    @Test
    void heldTimeIsThatOfTheWorkersAndOfTheQueueBehindThem() {
        DemoOrigin origin = origin(new OriginLimits(10, 100, 1, 64));

        pages(origin, 2);
        alarm.runAll();

        OriginSnapshot end = origin.snapshot();
        // The second page held its worker while the first was worked on.
        assertThat(end.apache().heldTime()).isGreaterThan(end.fpm().heldTime());
        assertThat(end.fpm().heldTime()).isEqualTo(Duration.ofNanos(alarm.nanoTime()));
        assertThat(end.sentBytes()).isEqualTo(200);
    }

    @Test
    void closingAnswersEveryoneAndLateAlarmsChangeNothing() {
        DemoOrigin origin = origin(new OriginLimits(6, 100, 2, 64));
        pages(origin, 20);

        origin.close();
        alarm.runAll();
        pages(origin, 1);

        assertThat(verdicts).hasSize(21).containsOnly(Verdict.STOPPED);
        assertConserved(origin.snapshot().apache());
        assertThat(origin.snapshot().apache().active()).isZero();
    }

    private DemoOrigin origin(OriginLimits limits) {
        return new DemoOrigin(limits, new ServiceTimes(PHP, FILE, 1), alarm);
    }

    private void pages(DemoOrigin origin, int count) {
        for (int page = 0; page < count; page++) {
            origin.serve(page(), verdicts::add);
        }
    }

    private static Work page() {
        return new Work(Work.Kind.PHP, "/", 100);
    }

    private static void assertConserved(PoolSnapshot pool) {
        assertThat(pool.completed() + pool.refused() + pool.active() + pool.queued())
                .isEqualTo(pool.arrived());
        assertThat(pool.active() + pool.idle()).isEqualTo(pool.workers());
        assertThat(pool.queued() == 0 || pool.idle() == 0).isTrue();
    }
}
