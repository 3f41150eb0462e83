package tilsyn.fact;

import java.util.List;

/** A fact that Tilsyn computed from other facts; it can be followed back to them. */
public sealed interface Derived extends Fact
        permits AfterEffect,
                AlertTest,
                ArrayHealth,
                Arrivals,
                AutoUpdateStreak,
                AvHealth,
                AvNetwork,
                AvReview,
                AvScans,
                Boot,
                CacheHealth,
                ClockState,
                ContactTrend,
                CriticalEvent,
                DiskHealth,
                DiskRetries,
                FanHealth,
                FrictionThread,
                HardwareFeed,
                HostVerdict,
                InstallHistory,
                InstallTrouble,
                JobPace,
                JobSizes,
                KeyLog,
                LogReviews,
                LogonPattern,
                MissingPart,
                OffsiteCopy,
                OsSupport,
                PackageWait,
                PatchCompliance,
                PatchCycle,
                PatchGap,
                PatchLevel,
                PowerState,
                PrivilegedChange,
                RecordSequence,
                ReportState,
                RepositorySpace,
                RestartWait,
                RestoreProof,
                RetentionDepth,
                RiskAccepted,
                ScanHistory,
                ScopeBackup,
                SeenDays,
                Sighting,
                SitePresence,
                SoftwareLevel,
                SoftwareStock,
                SourceHeartbeat,
                SpareStock,
                SupplyHealth,
                TalkRhythm,
                ThreatFound,
                ThreatSpread,
                UnexpectedStop,
                UnknownHost,
                Unprotected,
                UpdateChange,
                UpsHealth,
                VisualCheck,
                VolumeTrend,
                WorkWindow {
    /** The facts it rests on, so that a citation never ends at a computed value. */
    List<Fact> basis();

    @Override
    default Kind kind() {
        return Kind.DERIVED;
    }
}
