package org.headroom.probes.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.probes.machine.MachineHealth.GIB;

import java.time.Duration;
import java.util.List;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.junit.jupiter.api.Test;

class HostRulesTest {
    private static List<String> alarms(MachineHealth health, HealthRule rule) {
        return health.judgedBy(rule).stream()
                .filter(verdict -> !verdict.good())
                .map(verdict -> verdict.level() + " " + verdict.key())
                .toList();
    }

    private static Verdict only(MachineHealth health, HealthRule rule) {
        List<Verdict> verdicts = health.judgedBy(rule);
        assertThat(verdicts).hasSize(1);
        return verdicts.getFirst();
    }

    @Test
    void aHostThatIsAwayIsCriticalAndOneWithoutSshIsUnknown() {
        MachineHealth health =
                MachineHealth.of("web1", "origin1").away("origin2").refuses("origin3");

        assertThat(alarms(health, new ReachableRule()))
                .containsExactly("CRITICAL host origin2 reachable", "UNKNOWN host origin3 reachable");
        for (HealthRule rule : new HostTier().rules()) {
            if (!(rule instanceof ReachableRule)) {
                assertThat(health.judgedBy(rule))
                        .noneMatch(verdict -> List.of("origin2", "origin3").contains(verdict.host()));
            }
        }
    }

    @Test
    void whenNoOtherHostAnswersThisMachinesLineIsSuspected() {
        MachineHealth health = MachineHealth.of("web1").away("origin1").away("origin2");

        assertThat(health.judgedBy(new ReachableRule()))
                .filteredOn(verdict -> !verdict.good())
                .hasSize(2)
                .allMatch(verdict -> verdict.advice().startsWith("no other host answers here"));
    }

    @Test
    void memoryIsJudgedByWhatIsAvailable() {
        MachineHealth health = MachineHealth.of("web1")
                .number("web1", "web1", "memory_total", 10 * GIB)
                .number("web1", "web1", "memory_available", 2 * GIB);
        assertThat(alarms(health, new MemoryRule())).isEmpty();

        health.number("web1", "web1", "memory_available", 1 * GIB);
        Verdict verdict = only(health, new MemoryRule());
        assertThat(verdict.level()).isEqualTo(Level.WARNING);
        assertThat(verdict.message()).isEqualTo("90 % of 10.0 GiB in use, 1.00 GiB available");
    }

    @Test
    void theTightestLimitCounts() {
        MachineHealth health = MachineHealth.of("web1")
                .number("web1", "web1", "memory_total", 10 * GIB)
                .number("web1", "web1", "memory_available", 9 * GIB)
                .number("web1", "web1", "memory_limit", GIB)
                .number("web1", "web1", "memory_limit_used", 0.97 * GIB)
                .fact("web1", "web1", "limit_of", "/lxc/web1");

        Verdict verdict = only(health, new MemoryRule());

        assertThat(verdict.level()).isEqualTo(Level.CRITICAL);
        assertThat(verdict.message()).contains("97 %", "1.00 GiB", "/lxc/web1");
    }

    @Test
    void aServicesOwnLimitIsAVerdictOfItsOwn() {
        MachineHealth health = MachineHealth.of("origin1")
                .number("origin1", "origin1", "memory_total", 10 * GIB)
                .number("origin1", "origin1", "memory_available", 9 * GIB)
                .number("origin1", "origin1/fpm", "memory_limit", GIB)
                .number("origin1", "origin1/fpm", "memory_limit_used", 0.9 * GIB);

        assertThat(alarms(health, new MemoryRule())).containsExactly("WARNING host origin1/fpm memory");
    }

    @Test
    void theBudgetIsWhatTheOthersLeave() {
        MachineHealth health = MachineHealth.of("origin1", "origin2")
                .number("origin1", "origin1/apache", "memory_pss", 0.1 * GIB)
                .number("origin1", "origin1/fpm", "memory_pss", 0.7 * GIB)
                .number("origin2", "origin2/fpm", "memory_pss", 100 * GIB);
        assertThat(alarms(health, new BudgetRule())).isEmpty();

        health.number("origin1", "origin1/fpm", "memory_pss", 0.95 * GIB);
        assertThat(alarms(health, new BudgetRule())).containsExactly("CRITICAL host origin1 memory-budget");
    }

    @Test
    void residentSizesProveNoLack() {
        MachineHealth health = MachineHealth.of("origin1").number("origin1", "origin1/fpm", "memory_rss", 3 * GIB);

        Verdict verdict = only(health, new BudgetRule());

        assertThat(verdict.level()).isEqualTo(Level.UNKNOWN);
        assertThat(verdict.message()).contains("shared memory is counted for each process");
    }

    @Test
    void aKillIsToldOfForAWhileWhoeverLooksInBetween() {
        MachineHealth health = MachineHealth.of("web1").number("web1", "web1", "oom_kills_total", 4);
        assertThat(alarms(health, new KillsRule()))
                .as("from before the first run")
                .isEmpty();

        health.later(Duration.ofMinutes(1)).number("web1", "web1", "oom_kills_total", 6);
        for (int minute = 0; minute < 30; minute++) {
            Verdict verdict = only(health, new KillsRule());
            assertThat(verdict.level()).isEqualTo(Level.CRITICAL);
            assertThat(verdict.message()).startsWith("the kernel killed 2 processes");
            health.later(Duration.ofMinutes(1));
        }
        for (int minute = 30; minute < 62; minute++) {
            health.later(Duration.ofMinutes(1));
        }
        assertThat(alarms(health, new KillsRule())).as("an hour later").isEmpty();
    }

    @Test
    void aKillIsToldOfThoughChecksAreHoursApart() {
        MachineHealth health = MachineHealth.of("web1").number("web1", "web1", "oom_kills_total", 4);
        health.later(Duration.ofHours(4)).later(Duration.ofHours(4)).number("web1", "web1", "oom_kills_total", 5);
        assertThat(only(health, new KillsRule()).level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void aCounterThatWentBackIsARestartAndCountsFromZero() {
        MachineHealth health = MachineHealth.of("web1").number("web1", "web1", "oom_kills_total", 4);
        health.later(Duration.ofMinutes(1)).number("web1", "web1", "oom_kills_total", 0);
        assertThat(alarms(health, new KillsRule())).isEmpty();

        health.later(Duration.ofMinutes(1)).number("web1", "web1", "oom_kills_total", 1);
        assertThat(only(health, new KillsRule()).message()).startsWith("the kernel killed 1 process ");
    }

    @Test
    void aDiskIsJudgedWithoutRootsReserve() {
        MachineHealth health = disk(100, 30, 25);
        assertThat(alarms(health, new DiskRule())).isEmpty();

        assertThat(alarms(disk(100, 10, 5), new DiskRule())).containsExactly("WARNING host web1:/srv/disk disk");
        assertThat(alarms(disk(100, 5, 0), new DiskRule())).containsExactly("CRITICAL host web1:/srv/disk disk");
    }

    @Test
    void aDiskThatTheKernelMadeReadOnlyIsCriticalHoweverEmpty() {
        MachineHealth health = disk(100, 90, 90).number("web1", "web1:/srv/disk", "disk_failed", 1);

        assertThat(alarms(health, new DiskRule())).containsExactly("CRITICAL host web1:/srv/disk disk");
    }

    @Test
    void inodesRunOutToo() {
        MachineHealth health = disk(100, 90, 90)
                .number("web1", "web1:/srv/disk", "inodes", 1000)
                .number("web1", "web1:/srv/disk", "inodes_free", 20);

        assertThat(alarms(health, new DiskRule())).containsExactly("CRITICAL host web1:/srv/disk inodes");
    }

    private static MachineHealth disk(double total, double free, double available) {
        return MachineHealth.of("web1")
                .number("web1", "web1:/srv/disk", "disk_total", total * GIB)
                .number("web1", "web1:/srv/disk", "disk_free", free * GIB)
                .number("web1", "web1:/srv/disk", "disk_available", available * GIB);
    }

    @Test
    void loadAlarmsOnlyWhenWorkReallyWaited() {
        MachineHealth health = MachineHealth.of("web1")
                .number("web1", "web1", "cores", 2)
                .number("web1", "web1", "load_5m", 40)
                .number("web1", "web1", "pressure_cpu_some", 0.05)
                .number("web1", "web1", "pressure_io_some", 0);
        assertThat(alarms(health, new LoadRule())).isEmpty();

        health.number("web1", "web1", "pressure_cpu_some", 0.9);
        assertThat(alarms(health, new LoadRule())).containsExactly("WARNING host web1 load");
    }

    @Test
    void pressureIsWhatStandsStillAndNotWhatIsBusy() {
        MachineHealth health = MachineHealth.of("web1")
                .number("web1", "web1", "pressure_cpu_some", 1)
                .number("web1", "web1", "pressure_memory_full", 0.1)
                .number("web1", "web1", "pressure_io_full", 0.1);
        assertThat(alarms(health, new PressureRule())).isEmpty();

        health.number("web1", "web1", "pressure_memory_full", 0.8);
        assertThat(alarms(health, new PressureRule())).containsExactly("CRITICAL host web1 pressure");
    }

    @Test
    void aClockAlarmsOnlyBeyondWhatIsUncertain() {
        MachineHealth health = MachineHealth.of("web1", "origin1", "origin2");
        clock(health, "web1", -3, 4);
        clock(health, "origin1", -0.1, 0.1);
        clock(health, "origin2", -0.1, 0.2);
        assertThat(alarms(health, new ClockRule())).isEmpty();

        clock(health, "origin2", 7, 7.4);
        assertThat(alarms(health, new ClockRule())).containsExactly("CRITICAL host origin2 clock");
    }

    @Test
    void whenMostClocksAreOffTheSameItIsThisMachines() {
        MachineHealth health = MachineHealth.of("web1", "origin1", "origin2");
        clock(health, "web1", -0.1, 0.1);
        clock(health, "origin1", -9.2, -9);
        clock(health, "origin2", -9.3, -9.1);

        assertThat(alarms(health, new ClockRule())).containsExactly("CRITICAL host cluster clock");
    }

    private static void clock(MachineHealth health, String host, double least, double most) {
        health.number(host, host, "clock_offset_least", least).number(host, host, "clock_offset_most", most);
    }

    @Test
    void oneSlowHostIsOneAlarmThatNamesIt() {
        MachineHealth health = trips(MachineHealth.of("web1", "origin1", "origin2", "origin3"), "origin2", 0.0304);

        List<Verdict> verdicts = health.judgedBy(new RoundTripRule());

        assertThat(verdicts).hasSize(4);
        assertThat(verdicts)
                .filteredOn(verdict -> !verdict.good())
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.key()).isEqualTo("host origin2 round-trip");
                    assertThat(verdict.level()).isEqualTo(Level.WARNING);
                    assertThat(verdict.momentary()).isTrue();
                    assertThat(verdict.message()).startsWith("30.4 ms away from web1, origin1, origin3");
                });
        assertThat(alarms(trips(health, "origin2", 0.0001), new RoundTripRule()))
                .isEmpty();
    }

    @Test
    void aLineIsAsFastAsTheBetterOfItsTwoMeasures() {
        MachineHealth health = MachineHealth.of("origin1", "origin2")
                .number("origin1", "origin1>origin2", "round_trip", 0.5)
                .number("origin2", "origin2>origin1", "round_trip", 0.0002);

        assertThat(alarms(health, new RoundTripRule())).isEmpty();
    }

    @Test
    void twoHostsThatDoNotReachEachOtherAreOneCriticalAlarm() {
        MachineHealth health = trips(MachineHealth.of("web1", "origin1", "origin2", "origin3"), "origin2", 0.0001)
                .fact("origin1", "origin1>db3", "round_trip_failure", "no answer within 0.6 s, twice");
        assertThat(alarms(health, new RoundTripRule())).isEmpty();

        MachineHealth cut = MachineHealth.of("origin1", "origin3")
                .fact("origin1", "origin1>origin3", "round_trip_failure", "no answer")
                .fact("origin3", "origin3>origin1", "round_trip_failure", "no answer");
        assertThat(alarms(cut, new RoundTripRule())).containsExactly("CRITICAL host origin3 round-trip");
    }

    private static MachineHealth trips(MachineHealth health, String slow, double seconds) {
        List<String> all = List.of("web1", "origin1", "origin2", "origin3");
        for (String from : all) {
            for (String to : all) {
                if (!from.equals(to) && !to.equals("web1")) {
                    health.number(
                            from,
                            from + ">" + to,
                            "round_trip",
                            from.equals(slow) || to.equals(slow) ? seconds : 0.0002);
                }
            }
        }
        return health;
    }
}
