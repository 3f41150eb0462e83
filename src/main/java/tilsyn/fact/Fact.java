package tilsyn.fact;

import java.time.Instant;

/**
 * One thing known at one time, with where it was read.
 *
 * <p>{@link #host()} is the host's name as the input gave it until a {@code derive.Identity} has resolved it against
 * the inventory; it is empty for what concerns the customer as a whole and for input that names no host.
 */
public sealed interface Fact
        permits AbsenceDeclaration,
                Attestation,
                AutoUpdateRun,
                AvDetection,
                AvStatus,
                BackupRepository,
                BackupRun,
                BackupWindow,
                BusinessJob,
                CacheBattery,
                ConsistencyState,
                CertificateSeen,
                ContactStat,
                CriticalServices,
                Customer,
                Derived,
                ExpectedSource,
                ExpiringItem,
                FirmwareState,
                FrictionPoint,
                GuestList,
                Host,
                Improvement,
                IntegrityCheck,
                LogCount,
                LogEvent,
                MaintenanceWindow,
                MemoryError,
                OsVersion,
                PackageState,
                PastVerdict,
                PhysicalDisk,
                ProductLifecycle,
                ProtectedScope,
                PsuState,
                RaidArray,
                RebootPending,
                RecordRange,
                Register,
                ReportDelivery,
                RepositoryCheck,
                RepositoryUsage,
                RestorePoint,
                RestoreTest,
                ScheduledJobRun,
                SensorReading,
                ServiceState,
                SoftwareBaseline,
                SoftwareInstalled,
                TicketState,
                TimeSync,
                Tuning,
                UpdateInstall,
                UpdateScan,
                UpdateState,
                UpsState,
                VolumeUsage,
                Waiver {
    String host();

    /** When it was so, in UTC: event time, time of the statement, or the date a register entry speaks of. */
    Instant time();

    Origin origin();

    /**
     * The feed it came by, as the inventory's {@code expected_sources} name it: {@code windows:Security},
     * {@code syslog}, {@code backup:veeam}, {@code sensors}, {@code raid}, {@code disks}, {@code antivirus},
     * {@code restore-points} for lists of what is stored, {@code updates}, {@code software}, {@code volumes}, {@code guests},
     * {@code ups}, {@code memory}, {@code hardware} for the machine's own log, {@code firmware}, {@code integrity},
     * {@code time} for clocks, {@code consistency} for how applications came into copies, {@code certificates} for scans of
     * services, {@code jobs} for runs of scheduled jobs, {@code services}; {@code register} for what people write.
     */
    String source();

    /** Whether it goes stale when its source dies (rule of evidence R3), or stands as a dated statement. */
    Kind kind();

    enum Kind {
        /** Arrives by itself; means nothing once its source is silent. */
        STREAM,
        /** A dated statement of a state; judged by its age alone. */
        SNAPSHOT,
        /** Written by a person: inventory, attestation, waiver. */
        REGISTER,
        /** Computed by Tilsyn from other facts. */
        DERIVED
    }

    /** The type's name in rules, scenarios and the store. */
    default String type() {
        return getClass().getSimpleName();
    }
}
