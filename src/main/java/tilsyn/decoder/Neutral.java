package tilsyn.decoder;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AvDetection;
import tilsyn.fact.BackupRun;
import tilsyn.fact.CacheBattery;
import tilsyn.fact.ConsistencyState;
import tilsyn.fact.IntegrityCheck;
import tilsyn.fact.Level;
import tilsyn.fact.MemoryError;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.PsuState;
import tilsyn.fact.RaidArray;
import tilsyn.fact.RepositoryCheck;
import tilsyn.fact.RestorePoint;
import tilsyn.fact.RestoreTest;
import tilsyn.fact.SensorReading;
import tilsyn.fact.ServiceState;
import tilsyn.fact.TimeSync;
import tilsyn.fact.UpsState;

/** What a component means that someone who wrote a fact by hand left out; never health. */
final class Neutral {
    private static final List<Integer> NO_MINUTES = Collections.nCopies(60, 0);

    private Neutral() {}

    /**
     * @param given the other components, null where not given
     * @param empty what is empty of its Java type; null when nothing is
     * @return null when it must be given
     */
    static @Nullable Object of(
            String type, String component, Map<String, @Nullable Object> given, @Nullable Object empty) {
        return switch (type + "." + component) {
            case "AvDetection.state" -> AvDetection.State.DETECTED;
            case "BackupRun.result" -> BackupRun.Result.UNKNOWN;
            case "BackupRun.attempt" -> 1;
            case "BackupRun.start" -> given.get("end");
            case "BackupRun.objectsKnown" -> given.get("objects") != null;
            case "ConsistencyState.mode" -> ConsistencyState.Mode.UNKNOWN;
            case "CacheBattery.state" -> CacheBattery.State.UNKNOWN;
            case "Host.state" -> "active";
            case "Host.alwaysOn" -> !(given.get("roles") instanceof List<?> roles && roles.contains("workstation"));
            case "Host.avPolicy" -> "required";
            case "IntegrityCheck.result" -> IntegrityCheck.Result.UNKNOWN;
            case "LogEvent.level", "LogCount.level" -> Level.NONE;
            case "LogCount.minutes" -> NO_MINUTES;
            case "LogCount.last" -> given.get("origin");
            case "MemoryError.state" -> MemoryError.State.UNKNOWN;
            case "PhysicalDisk.state" -> PhysicalDisk.State.UNKNOWN;
            case "PhysicalDisk.criticalWarning", "Register.entries" -> 0;
            case "PsuState.state" -> PsuState.State.UNKNOWN;
            case "RaidArray.state" -> RaidArray.State.UNKNOWN;
            case "RepositoryCheck.depth" -> RepositoryCheck.Depth.UNKNOWN;
            case "RepositoryCheck.result" -> RepositoryCheck.Result.UNKNOWN;
            case "RestorePoint.state" -> RestorePoint.State.UNKNOWN;
            case "RestorePoint.made" -> given.get("time");
            case "RestoreTest.result" -> RestoreTest.Result.UNKNOWN;
            case "SensorReading.status" -> SensorReading.Status.UNREADABLE;
            case "ServiceState.state" -> ServiceState.State.UNKNOWN;
            case "SourceHeartbeat.rejectedPercent" -> 0.0;
            case "SourceHeartbeat.usual" -> -1.0;
            case "TimeSync.state" -> TimeSync.State.UNKNOWN;
            case "UpdateInstall.feed", "UpdateScan.feed" -> "updates";
            case "UpsState.state" -> UpsState.State.UNKNOWN;
            case "RecordRange.first",
                    "RecordRange.last",
                    "RecordSequence.first",
                    "RecordSequence.last",
                    "VolumeUsage.size",
                    "VolumeUsage.free",
                    "Array.members",
                    "Gap.after",
                    "Gap.before" -> null;
            default -> empty;
        };
    }
}
