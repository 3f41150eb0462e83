package tilsyn.decoder;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tilsyn.fact.AbsenceDeclaration;
import tilsyn.fact.Attestation;
import tilsyn.fact.AutoUpdateRun;
import tilsyn.fact.AvDetection;
import tilsyn.fact.AvStatus;
import tilsyn.fact.BackupRepository;
import tilsyn.fact.BackupRun;
import tilsyn.fact.BackupWindow;
import tilsyn.fact.Boot;
import tilsyn.fact.BusinessJob;
import tilsyn.fact.CacheBattery;
import tilsyn.fact.CertificateSeen;
import tilsyn.fact.ConsistencyState;
import tilsyn.fact.ContactStat;
import tilsyn.fact.CriticalServices;
import tilsyn.fact.Customer;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.ExpiringItem;
import tilsyn.fact.Fact;
import tilsyn.fact.FirmwareState;
import tilsyn.fact.FrictionPoint;
import tilsyn.fact.GuestList;
import tilsyn.fact.Host;
import tilsyn.fact.HostVerdict;
import tilsyn.fact.Improvement;
import tilsyn.fact.IntegrityCheck;
import tilsyn.fact.Level;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.fact.MemoryError;
import tilsyn.fact.Origin;
import tilsyn.fact.OsVersion;
import tilsyn.fact.PackageState;
import tilsyn.fact.PastVerdict;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.ProductLifecycle;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.PsuState;
import tilsyn.fact.RaidArray;
import tilsyn.fact.RebootPending;
import tilsyn.fact.RecordRange;
import tilsyn.fact.RecordSequence;
import tilsyn.fact.Register;
import tilsyn.fact.ReportDelivery;
import tilsyn.fact.RepositoryCheck;
import tilsyn.fact.RepositoryUsage;
import tilsyn.fact.RestorePoint;
import tilsyn.fact.RestoreTest;
import tilsyn.fact.ScheduledJobRun;
import tilsyn.fact.SensorReading;
import tilsyn.fact.ServiceState;
import tilsyn.fact.SoftwareBaseline;
import tilsyn.fact.SoftwareInstalled;
import tilsyn.fact.SourceHeartbeat;
import tilsyn.fact.TicketState;
import tilsyn.fact.TimeSync;
import tilsyn.fact.Tuning;
import tilsyn.fact.UpdateInstall;
import tilsyn.fact.UpdateScan;
import tilsyn.fact.UpdateState;
import tilsyn.fact.UpsState;
import tilsyn.fact.VolumeUsage;
import tilsyn.fact.Waiver;

/** One fact of every type, with nothing left empty that can be full. */
public final class Examples {
    static final Instant T = Instant.parse("2025-11-09T22:41:07.123Z");
    static final Instant LATER = Instant.parse("2025-11-10T05:30:00Z");
    static final Origin AT = new Origin(
            "in/day 1.zip!a/æ.log",
            17,
            2048,
            "ab".repeat(32),
            "raw \"line\"\twith \u0000 and 𝄞 and \\",
            "Nov  9 23:41:07",
            "zone Europe/Oslo from customer.yaml",
            LATER);
    static final Origin OTHER = new Origin("in/day 2.log", 3, -1, "cd".repeat(32), "other", "", "", T);

    private Examples() {}

    public static List<Fact> ofEveryType() {
        var event = new LogEvent(
                "h1",
                "Security",
                "Auditing",
                4625,
                Level.WARNING,
                99,
                T,
                Map.of("account", "kari", "x", ""),
                "m",
                "logon.failed",
                AT);
        var minutes = new ArrayList<>(Collections.nCopies(60, 0));
        minutes.set(0, 3);
        minutes.set(59, 1);
        return List.of(
                new AbsenceDeclaration("h1", T, LATER, "ferie", "Kari", AT),
                new Attestation(
                        "2025-118",
                        "restore_test",
                        "Kari Nordmann",
                        "drift",
                        T,
                        "restored",
                        List.of("h1"),
                        T,
                        LATER,
                        "planned",
                        List.of("Regnskap"),
                        List.of("F-1"),
                        "D:\\Klienter",
                        "12 files",
                        "opened",
                        "Ola",
                        "ok",
                        T,
                        LATER,
                        Map.of("trends", "none"),
                        "no date",
                        AT),
                new AutoUpdateRun("h1", T, "unattended-upgrades", true, "3 packages", AT),
                new AvDetection(
                        "h1",
                        T,
                        "ClamAV",
                        "Eicar-Signature",
                        "severe",
                        "/srv/x",
                        "ab".repeat(32),
                        AvDetection.State.FAILED,
                        "103",
                        "{1}",
                        AT),
                new AvStatus("h1", T, "Defender", "Normal", true, false, null, "1.2.3", T, LATER, null, List.of(), AT),
                new BackupRun(
                        "h1",
                        "FJ-VM-Daily",
                        "veeam",
                        2,
                        "full",
                        T,
                        LATER,
                        BackupRun.Result.WARNING,
                        "Warning",
                        7,
                        0,
                        -1,
                        true,
                        List.of("vm1"),
                        List.of("D:\\x"),
                        List.of("*.tmp"),
                        List.of("110"),
                        "repo1",
                        AT),
                new Boot("h1", T, true, false, "kari", Duration.ofSeconds(93), "System", List.of(event), AT),
                new BackupRepository("FJ-NAS01", List.of("nas"), "bod", "same_site", 0, false, "separate", T, AT),
                new RepositoryUsage("FJ-NAS01", 16_000, 2_240, T, AT),
                new ConsistencyState(
                        "h1", "veeam", "FJ-VM-Daily", "postgres", ConsistencyState.Mode.CRASH, "crash", T, AT),
                new BackupWindow("h1", "FJ-VM-Daily", "22:00-05:00", T, AT),
                new CacheBattery(
                        "h1",
                        "c0",
                        CacheBattery.State.LEARNING,
                        "Charging",
                        41.5,
                        "WriteThrough",
                        "WriteBack",
                        true,
                        LocalDate.of(2021, 3, 1),
                        T,
                        AT),
                new Customer("FJ", "Fjordvik", ZoneId.of("Europe/Oslo"), "Kari", LATER, true, T, AT),
                new ExpectedSource("h1", "windows:Security", Duration.ofHours(26), T, ZoneId.of("UTC"), LATER, AT),
                new FirmwareState("h1", "c0", "25.5.9.0001", T, AT),
                new FrictionPoint(
                        "F-1",
                        T,
                        "slow",
                        "high",
                        "Regnskap",
                        "Ola",
                        LocalDate.of(2025, 12, 1),
                        "resolved",
                        LATER,
                        true,
                        "F-0",
                        "T-9",
                        AT),
                new GuestList("h1", T, List.of(new GuestList.Guest("vm1", "Running")), AT),
                new Host(
                        "h1",
                        List.of("h1.local"),
                        List.of("server", "sql"),
                        "Windows Server 2022",
                        "active",
                        T,
                        true,
                        "high",
                        "Kari",
                        "sun 02-04",
                        "hv1",
                        "g",
                        "required",
                        new Host.Hardware(4, null, 0, 1, false, "ups1", List.of(new Host.Array("c0/v0", "raid1", 2))),
                        List.of(),
                        true,
                        LATER,
                        AT),
                new HostVerdict("h1", "BCK-01", "critical", "FAIL", "F1", T, List.of(event), AT),
                new IntegrityCheck(
                        "h1", "zpool scrub", "tank", IntegrityCheck.Result.REPAIRED, 3, "repaired 1M", T, AT),
                new LogCount(
                        "h1",
                        "syslog",
                        "sshd",
                        "logon.failed",
                        "Failed password",
                        Map.of("account", "root"),
                        Level.NONE,
                        Instant.parse("2025-11-09T22:00:00Z"),
                        minutes,
                        AT,
                        OTHER),
                event,
                new MaintenanceWindow("h1", T, LATER, "patch", "monthly", "Kari", "C-1", T, AT),
                new MemoryError("h1", "mc0", 12, 1, MemoryError.State.WARNING, "w", T, AT),
                new PackageState(
                        "h1", T, true, List.of(new PackageState.Pending("openssl", "3.0", true, null, false)), AT),
                new PhysicalDisk(
                        "h1",
                        "252:2",
                        "S1",
                        "ST4000",
                        "data",
                        PhysicalDisk.State.ONLINE,
                        "Onln",
                        4_000_000_000_000L,
                        false,
                        true,
                        0,
                        Map.of(5, 8L, 197, 0L),
                        -1,
                        0,
                        10,
                        4,
                        31000,
                        true,
                        List.of("error log"),
                        T,
                        AT),
                new ProtectedScope(
                        "h1",
                        "Klienter",
                        "path",
                        List.of("D:\\Klienter"),
                        "critical",
                        Duration.ofHours(24),
                        "FJ-VM-Daily",
                        "vss",
                        "r",
                        T,
                        Duration.ofHours(8),
                        T,
                        AT),
                new PsuState("h1", "PSU2", PsuState.State.FAILED, "AC lost", T, AT),
                new RaidArray(
                        "h1",
                        "md0",
                        "raid1",
                        RaidArray.State.DEGRADED,
                        "clean, degraded",
                        1,
                        2,
                        0,
                        0.0,
                        T,
                        0,
                        LATER,
                        AT),
                new RebootPending("h1", T, true, LATER, List.of("CBS"), AT),
                new RecordRange("h1", "Security", 5, 90, T, LATER, AT),
                new RecordSequence(
                        "h1",
                        "Security",
                        5,
                        90,
                        T,
                        LATER,
                        List.of(new RecordSequence.Gap(10, 20, T, LATER)),
                        true,
                        List.of(event),
                        AT),
                new Register("inventory", T, 0, "gap", AT),
                new RepositoryCheck(
                        "h1",
                        "restic",
                        "/backup/repo",
                        RepositoryCheck.Depth.FULL,
                        RepositoryCheck.Result.FAILED,
                        2,
                        List.of("pack 1 is damaged"),
                        "repository contains errors",
                        T,
                        AT),
                new RestorePoint(
                        "h1",
                        "borg",
                        "nightly",
                        "nightly-1",
                        "full",
                        RestorePoint.State.COMPLETE,
                        "DONE",
                        T,
                        7,
                        List.of("/srv"),
                        "/backup/repo",
                        LATER,
                        AT),
                new RestoreTest(
                        "h1",
                        "bacula",
                        "RestoreFiles",
                        false,
                        RestoreTest.Result.PARTIAL,
                        33,
                        5,
                        "Restore Error",
                        T,
                        AT),
                new SensorReading("h1", "fan", "Fan1", 0.0, "rpm", SensorReading.Status.CRITICAL, "cr", T, AT),
                new SourceHeartbeat(
                        "h1",
                        "syslog",
                        true,
                        T,
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        Duration.ofHours(3),
                        null,
                        10,
                        0.5,
                        Duration.ZERO,
                        0.1,
                        List.of(event),
                        AT),
                new TimeSync(
                        "h1",
                        "chrony",
                        TimeSync.State.NOT_SYNCHRONISED,
                        "Not synchronised",
                        Duration.ofMillis(-1500),
                        T,
                        "ntp.example.net",
                        LATER,
                        AT),
                new Tuning("BCK-01", "grace_h", "h1", "6", "Kari", "slow link", T, AT),
                new UpdateScan("h1", T, true, "0x0", "windows:System", AT),
                new UpdateInstall("h1", T, "KB1", "t", UpdateInstall.Result.FAILED, "0x1", "updates", AT),
                new SoftwareInstalled("h1", T, List.of(new SoftwareInstalled.Product("PDF", "1.2")), AT),
                new OsVersion("h1", T, "Windows 10 Pro", "22H2", "19045", AT),
                new ProductLifecycle("Windows 10", "Pro", "22H2", LocalDate.of(2025, 10, 14), "vendor", T, AT),
                new SoftwareBaseline("PDF", "software", "1.3", T, "critical", T, AT),
                new BusinessJob(
                        "h1",
                        "import",
                        "05:30",
                        List.of("MONDAY"),
                        "06:00",
                        "banking_days_no",
                        "rows",
                        true,
                        "p",
                        T,
                        AT),
                new ScheduledJobRun("h1", "import", T, 0L, 12, 34, true, "2025-11-10", LATER, "jobs", AT),
                new CriticalServices("h1", List.of("DNS"), T, AT),
                new ServiceState("h1", "DNS", "DNS Server", ServiceState.State.STOPPED, "auto", T, LATER, AT),
                new CertificateSeen("app:443", "app", LATER, T, AT),
                new ExpiringItem(
                        "app",
                        "certificate",
                        LocalDate.of(2025, 11, 24),
                        "h1",
                        List.of("app:443"),
                        "Ola",
                        true,
                        LocalDate.of(2025, 11, 20),
                        true,
                        T,
                        AT),
                new Improvement(
                        "I-1",
                        "t",
                        List.of("h1|BCK-01"),
                        "Ola",
                        LocalDate.of(2025, 12, 1),
                        "1 h",
                        "less",
                        "open",
                        "new_date",
                        T,
                        AT),
                new ReportDelivery("2025-10", "ab", "Kari", T, "Kari", LATER, AT),
                new ContactStat("2025-10", 12, 9, 5, 7, 1.5, T, AT),
                new PastVerdict("h1", "UPD-02", "PASS", "", T, AT),
                new TicketState("k", "BCK-01", "h1", "o", "T-1", "open", T, "Kari", LATER, "c", "Ola", LATER, AT),
                new UpdateState("h1", T, List.of(new UpdateState.Update("KB1", "t", "security", T)), List.of(), AT),
                new UpsState(
                        "h1",
                        "ups1",
                        UpsState.State.ON_BATTERY,
                        "OB LB RB",
                        true,
                        true,
                        List.of("overload"),
                        41.0,
                        Duration.ofSeconds(312),
                        73.0,
                        false,
                        T,
                        LocalDate.of(2021, 3, 1),
                        LATER,
                        AT),
                new VolumeUsage("h1", "C:", 100, 0, T, AT),
                new Waiver(
                        "W-1",
                        "BCK-01",
                        "h1",
                        "o",
                        "r",
                        "c",
                        "Kari",
                        "Ola",
                        "daglig leder",
                        T,
                        LocalDate.of(2026, 1, 1),
                        AT));
    }
}
