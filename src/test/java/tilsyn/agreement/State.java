package tilsyn.agreement;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AutoUpdateRun;
import tilsyn.fact.BackupRun;
import tilsyn.fact.CacheBattery;
import tilsyn.fact.ConsistencyState;
import tilsyn.fact.Fact;
import tilsyn.fact.IntegrityCheck;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.MemoryError;
import tilsyn.fact.PackageState;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.PsuState;
import tilsyn.fact.RaidArray;
import tilsyn.fact.RebootPending;
import tilsyn.fact.RepositoryCheck;
import tilsyn.fact.RestorePoint;
import tilsyn.fact.RestoreTest;
import tilsyn.fact.SensorReading;
import tilsyn.fact.ServiceState;
import tilsyn.fact.TimeSync;
import tilsyn.fact.UpsState;

/** What facts by themselves say of what they are about, in the words of those who captured them; the worst is last. */
enum State {
    /** No fact speaks of a state. */
    NOTHING,
    PASS,
    /** A fact says that the state isn't known: never health. */
    UNKNOWN,
    WARN,
    FAIL;

    /** The worst that any says; NOTHING when none says anything. */
    static State of(List<Fact> facts) {
        return facts.stream()
                .map(State::of)
                .filter(state -> state != null)
                .max(Comparator.naturalOrder())
                .orElse(NOTHING);
    }

    /** As INDEX.tsv and EXPECTED.tsv write it; null when that is no state. */
    static @Nullable State asserted(String text) {
        var word = text.split("[ :;(]", 2)[0].toUpperCase(Locale.ROOT);
        return switch (word) {
            case "PASS", "OK" -> PASS;
            case "WARN", "WARNING", "RESYNC" -> WARN;
            case "FAIL", "CRIT", "CRITICAL" -> FAIL;
            case "UNKNOWN" -> UNKNOWN;
            default -> null;
        };
    }

    /** Whether they mean the same: that a state isn't known is something to look into, and silence is not known. */
    boolean agrees(State asserted) {
        return this == asserted || this == UNKNOWN && asserted == WARN || this == NOTHING && asserted == UNKNOWN;
    }

    private static @Nullable State of(Fact fact) {
        if (fact instanceof RaidArray array) return array(array);
        if (fact instanceof PhysicalDisk disk) return disk(disk);
        if (fact instanceof SensorReading reading) return sensor(reading);
        if (fact instanceof BackupRun run) return backup(run);
        if (fact instanceof AutoUpdateRun run) return run.good() ? PASS : FAIL;
        if (fact instanceof PackageState packages) return packages.pending().isEmpty() ? PASS : WARN;
        if (fact instanceof RebootPending reboot) return reboot.pending() ? WARN : PASS;
        if (fact instanceof PsuState supply) return supply(supply);
        if (fact instanceof ServiceState service) return service(service);
        if (fact instanceof UpsState ups) return ups(ups);
        if (fact instanceof CacheBattery battery) return battery(battery);
        if (fact instanceof MemoryError memory) return memory(memory);
        if (fact instanceof IntegrityCheck check) return check(check);
        if (fact instanceof RepositoryCheck check) return check(check);
        if (fact instanceof RestoreTest test) return restore(test);
        if (fact instanceof RestorePoint point) return point(point);
        if (fact instanceof ConsistencyState copy) return copy(copy);
        if (fact instanceof TimeSync clock) return clock(clock);
        if (fact instanceof LogEvent event) return log(event);
        return null;
    }

    private static State array(RaidArray array) {
        return switch (array.state()) {
            case OPTIMAL -> PASS;
            case DEGRADED -> array.rebuildPercent() == null ? FAIL : WARN;
            case FAILED -> FAIL;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static State service(ServiceState service) {
        return switch (service.state()) {
            case RUNNING -> PASS;
            case STOPPED -> FAIL;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static @Nullable State sensor(SensorReading reading) {
        return switch (reading.status()) {
            case ABSENT -> null;
            case OK -> PASS;
            case WARNING -> WARN;
            case CRITICAL -> FAIL;
            // of what can't be measured, nothing is asked
            case UNREADABLE -> reading.sensor().equals("other") ? null : UNKNOWN;
        };
    }

    private static State backup(BackupRun run) {
        return switch (run.result()) {
            case SUCCESS -> PASS;
            case FAILED, CANCELLED -> FAIL;
            case WARNING -> WARN;
            default -> UNKNOWN;
        };
    }

    private static State disk(PhysicalDisk disk) {
        boolean broken = Boolean.FALSE.equals(disk.passed())
                || disk.predictive()
                || disk.criticalWarning() != 0
                || disk.state() == PhysicalDisk.State.FAILED
                || disk.state() == PhysicalDisk.State.MISSING
                || disk.sparePercent() >= 0 && disk.sparePercent() < disk.spareThreshold();
        if (broken) return FAIL;
        boolean odd = disk.smart(5) > 0
                || disk.smart(187) > 0
                || disk.smart(197) > 0
                || disk.smart(198) > 0
                || disk.mediaErrors() > 0
                || disk.usedPercent() >= 100;
        if (odd) return WARN;
        return disk.state() == PhysicalDisk.State.UNKNOWN && disk.passed() == null ? UNKNOWN : PASS;
    }

    private static State supply(PsuState supply) {
        return switch (supply.state()) {
            case OK, ABSENT -> PASS;
            case FAILED -> FAIL;
            case UNKNOWN -> UNKNOWN;
            default -> WARN;
        };
    }

    private static State ups(UpsState ups) {
        if (ups.lowBattery() || ups.replaceBattery() || Boolean.FALSE.equals(ups.selfTestPassed())) return FAIL;
        if (ups.state() == UpsState.State.UNKNOWN) return UNKNOWN;
        return ups.state() != UpsState.State.ON_LINE || !ups.troubles().isEmpty() ? WARN : PASS;
    }

    private static State battery(CacheBattery battery) {
        return switch (battery.state()) {
            // a policy that differs from what was configured, where both are told
            case OPTIMAL, LEARNING ->
                battery.configuredPolicy().isEmpty() || battery.writePolicy().equals(battery.configuredPolicy())
                        ? PASS
                        : WARN;
            case DEGRADED -> WARN;
            case FAILED, MISSING -> FAIL;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static State memory(MemoryError memory) {
        if (memory.uncorrected() > 0 || memory.state() == MemoryError.State.FAILED) return FAIL;
        return memory.corrected() > 0 || memory.state() == MemoryError.State.WARNING ? WARN : PASS;
    }

    private static State check(IntegrityCheck check) {
        return switch (check.result()) {
            case CLEAN -> PASS;
            case DAMAGED -> FAIL;
            default -> UNKNOWN;
        };
    }

    private static State check(RepositoryCheck check) {
        return switch (check.result()) {
            case PASSED -> PASS;
            case REPAIRED -> WARN;
            case FAILED -> FAIL;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static State restore(RestoreTest test) {
        return switch (test.result()) {
            case RESTORED -> PASS;
            case PARTIAL -> WARN;
            case FAILED -> FAIL;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static State copy(ConsistencyState copy) {
        return switch (copy.mode()) {
            case APPLICATION -> PASS;
            case CRASH -> WARN;
            case FAILED -> FAIL;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static State point(RestorePoint point) {
        return switch (point.state()) {
            case COMPLETE -> PASS;
            case FLAWED -> WARN;
            case FAILED -> FAIL;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static State clock(TimeSync clock) {
        return switch (clock.state()) {
            case SYNCHRONISED -> PASS;
            case NOT_SYNCHRONISED -> WARN;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** A log is no proof of health, only of what it complains of; but a machine's own log of its hardware is. */
    private static @Nullable State log(LogEvent event) {
        if (event.channel().equals(LogEvent.HARDWARE) && !event.level().atLeast(Level.WARNING)) return PASS;
        if (!event.level().atLeast(Level.WARNING)) return null;
        return event.level().atLeast(Level.ERROR) ? FAIL : WARN;
    }
}
