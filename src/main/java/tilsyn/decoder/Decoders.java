package tilsyn.decoder;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tilsyn.decoder.antivirus.AvStatusTableDecoder;
import tilsyn.decoder.antivirus.ClamAvDecoder;
import tilsyn.decoder.antivirus.DefenderDetectionsDecoder;
import tilsyn.decoder.antivirus.DefenderJsonDecoder;
import tilsyn.decoder.antivirus.DefenderListDecoder;
import tilsyn.decoder.antivirus.SophosLogDecoder;
import tilsyn.decoder.antivirus.VendorEvents;
import tilsyn.decoder.backup.ActiveBackupJsonDecoder;
import tilsyn.decoder.backup.BaculaDecoder;
import tilsyn.decoder.backup.BarmanJsonDecoder;
import tilsyn.decoder.backup.BarmanTextDecoder;
import tilsyn.decoder.backup.BorgJsonDecoder;
import tilsyn.decoder.backup.BorgTextDecoder;
import tilsyn.decoder.backup.BupDecoder;
import tilsyn.decoder.backup.ChecksumDecoder;
import tilsyn.decoder.backup.DarDecoder;
import tilsyn.decoder.backup.DumpDecoder;
import tilsyn.decoder.backup.DuplicatiDecoder;
import tilsyn.decoder.backup.DuplicityDecoder;
import tilsyn.decoder.backup.HyperBackupDecoder;
import tilsyn.decoder.backup.JobTableDecoder;
import tilsyn.decoder.backup.MariaDbToolsDecoder;
import tilsyn.decoder.backup.PgBackRestInfoJsonDecoder;
import tilsyn.decoder.backup.PgBackRestInfoTextDecoder;
import tilsyn.decoder.backup.PgBackRestLogDecoder;
import tilsyn.decoder.backup.PgToolsDecoder;
import tilsyn.decoder.backup.RcloneDecoder;
import tilsyn.decoder.backup.RdiffBackupDecoder;
import tilsyn.decoder.backup.ResticJsonDecoder;
import tilsyn.decoder.backup.ResticLogDecoder;
import tilsyn.decoder.backup.ResticSnapshotsDecoder;
import tilsyn.decoder.backup.ResticSnapshotsTextDecoder;
import tilsyn.decoder.backup.ResticTextDecoder;
import tilsyn.decoder.backup.RsnapshotDecoder;
import tilsyn.decoder.backup.RsyncDecoder;
import tilsyn.decoder.backup.SqlDumpDecoder;
import tilsyn.decoder.backup.TarDecoder;
import tilsyn.decoder.backup.VeeamJobsTsvDecoder;
import tilsyn.decoder.backup.VeeamJsonDecoder;
import tilsyn.decoder.backup.VeeamTableDecoder;
import tilsyn.decoder.backup.VzdumpDecoder;
import tilsyn.decoder.backup.ZfsSendDecoder;
import tilsyn.decoder.backup.ZfsSnapshotsDecoder;
import tilsyn.decoder.hardware.ApcupsdDecoder;
import tilsyn.decoder.hardware.ArcconfDecoder;
import tilsyn.decoder.hardware.ArecaDecoder;
import tilsyn.decoder.hardware.BtrfsDecoder;
import tilsyn.decoder.hardware.CcissDecoder;
import tilsyn.decoder.hardware.ChronyDecoder;
import tilsyn.decoder.hardware.DeviceMapperDecoder;
import tilsyn.decoder.hardware.DfDecoder;
import tilsyn.decoder.hardware.EdacDecoder;
import tilsyn.decoder.hardware.FreeIpmiDecoder;
import tilsyn.decoder.hardware.FreeIpmiSelDecoder;
import tilsyn.decoder.hardware.IpmiSelDecoder;
import tilsyn.decoder.hardware.IpmitoolDecoder;
import tilsyn.decoder.hardware.LmSensorsJsonDecoder;
import tilsyn.decoder.hardware.LmSensorsTextDecoder;
import tilsyn.decoder.hardware.LvsDecoder;
import tilsyn.decoder.hardware.MdadmDetailDecoder;
import tilsyn.decoder.hardware.MdadmMonitorDecoder;
import tilsyn.decoder.hardware.MdstatDecoder;
import tilsyn.decoder.hardware.MegacliDecoder;
import tilsyn.decoder.hardware.MptStatusDecoder;
import tilsyn.decoder.hardware.NtpqDecoder;
import tilsyn.decoder.hardware.NutDecoder;
import tilsyn.decoder.hardware.NvmeJsonDecoder;
import tilsyn.decoder.hardware.NvmeTextDecoder;
import tilsyn.decoder.hardware.OmreportDecoder;
import tilsyn.decoder.hardware.PrometheusDecoder;
import tilsyn.decoder.hardware.RedfishDecoder;
import tilsyn.decoder.hardware.Sas2ircuDecoder;
import tilsyn.decoder.hardware.SensorTableDecoder;
import tilsyn.decoder.hardware.SmartctlJsonDecoder;
import tilsyn.decoder.hardware.SmartctlTextDecoder;
import tilsyn.decoder.hardware.SnapraidDecoder;
import tilsyn.decoder.hardware.SsacliDecoder;
import tilsyn.decoder.hardware.StorcliJsonDecoder;
import tilsyn.decoder.hardware.StorcliTextDecoder;
import tilsyn.decoder.hardware.TimedatectlDecoder;
import tilsyn.decoder.hardware.TwCliDecoder;
import tilsyn.decoder.hardware.VolumeJsonDecoder;
import tilsyn.decoder.hardware.VolumeTableDecoder;
import tilsyn.decoder.hardware.W32tmDecoder;
import tilsyn.decoder.hardware.ZpoolJsonDecoder;
import tilsyn.decoder.hardware.ZpoolTextDecoder;
import tilsyn.decoder.register.PastVerdictsDecoder;
import tilsyn.decoder.register.RegisterDecoder;
import tilsyn.decoder.syslog.DmesgDecoder;
import tilsyn.decoder.syslog.JournalExportDecoder;
import tilsyn.decoder.syslog.JournalJsonDecoder;
import tilsyn.decoder.syslog.JournalVerboseDecoder;
import tilsyn.decoder.syslog.SyslogDecoder;
import tilsyn.decoder.syslog.SyslogFramesDecoder;
import tilsyn.decoder.updates.AptListDecoder;
import tilsyn.decoder.updates.FirmwareTableDecoder;
import tilsyn.decoder.updates.GuestJsonDecoder;
import tilsyn.decoder.updates.GuestTableDecoder;
import tilsyn.decoder.updates.HotFixDecoder;
import tilsyn.decoder.updates.InstallTableDecoder;
import tilsyn.decoder.updates.LinuxRestartDecoder;
import tilsyn.decoder.updates.OsTableDecoder;
import tilsyn.decoder.updates.PackageTableDecoder;
import tilsyn.decoder.updates.RestartJsonDecoder;
import tilsyn.decoder.updates.RestartTableDecoder;
import tilsyn.decoder.updates.ScanTableDecoder;
import tilsyn.decoder.updates.SoftwareTableDecoder;
import tilsyn.decoder.updates.UnattendedUpgradesDecoder;
import tilsyn.decoder.updates.UpdateTableDecoder;
import tilsyn.decoder.updates.WindowsUpdateJsonDecoder;
import tilsyn.decoder.windows.EventViewerCsvDecoder;
import tilsyn.decoder.windows.EventXmlDecoder;
import tilsyn.decoder.windows.EvtxDecoder;
import tilsyn.decoder.windows.FlatJsonDecoder;
import tilsyn.decoder.windows.GetWinEventJsonDecoder;

/** All formats Tilsyn reads; the one place to add one. The first that recognises an input reads it. */
public final class Decoders {
    private static final List<Decoder> READINGS = List.of(
            new AvStatusTableDecoder(),
            new DefenderJsonDecoder(),
            new SophosLogDecoder(),
            new DefenderDetectionsDecoder(),
            new ClamAvDecoder(),
            new DefenderListDecoder(),
            new AptListDecoder(),
            new UnattendedUpgradesDecoder(),
            new WindowsUpdateJsonDecoder(),
            new HotFixDecoder(),
            new RestartJsonDecoder(),
            new LinuxRestartDecoder(),
            new GuestJsonDecoder(),
            new GuestTableDecoder(),
            new PackageTableDecoder(),
            new RestartTableDecoder(),
            new UpdateTableDecoder(),
            new ScanTableDecoder(),
            new InstallTableDecoder(),
            new OsTableDecoder(),
            new SoftwareTableDecoder(),
            new FirmwareTableDecoder(),
            new PastVerdictsDecoder(),
            new VeeamTableDecoder(),
            new JobTableDecoder(),
            new ResticSnapshotsDecoder(),
            new ResticLogDecoder(),
            new ResticJsonDecoder(),
            new BorgJsonDecoder(),
            new BorgTextDecoder(),
            new VzdumpDecoder(),
            new BaculaDecoder(),
            new HyperBackupDecoder(),
            new ActiveBackupJsonDecoder(),
            new VeeamJobsTsvDecoder(),
            new VeeamJsonDecoder(),
            new DuplicatiDecoder(),
            new ResticSnapshotsTextDecoder(),
            new ResticTextDecoder(),
            new ZfsSnapshotsDecoder(),
            new RsyncDecoder(),
            new RsnapshotDecoder(),
            new DuplicityDecoder(),
            new RdiffBackupDecoder(),
            new RcloneDecoder(),
            new DarDecoder(),
            new TarDecoder(),
            new BupDecoder(),
            new DumpDecoder(),
            new ZfsSendDecoder(),
            new ChecksumDecoder(),
            new PgToolsDecoder(),
            new MariaDbToolsDecoder(),
            new SqlDumpDecoder(),
            new BarmanJsonDecoder(),
            new BarmanTextDecoder(),
            new PgBackRestLogDecoder(),
            new PgBackRestInfoJsonDecoder(),
            new PgBackRestInfoTextDecoder(),
            new SensorTableDecoder(),
            new VolumeTableDecoder(),
            new SmartctlJsonDecoder(),
            new SmartctlTextDecoder(),
            new StorcliJsonDecoder(),
            new StorcliTextDecoder(),
            new ZpoolTextDecoder(),
            new ZpoolJsonDecoder(),
            new BtrfsDecoder(),
            new DeviceMapperDecoder(),
            new NutDecoder(),
            new ApcupsdDecoder(),
            new NvmeJsonDecoder(),
            new NvmeTextDecoder(),
            new RedfishDecoder(),
            new IpmiSelDecoder(),
            new FreeIpmiSelDecoder(),
            new LmSensorsJsonDecoder(),
            new LmSensorsTextDecoder(),
            new EdacDecoder(),
            new MdadmMonitorDecoder(),
            new PrometheusDecoder(),
            new OmreportDecoder(),
            new CcissDecoder(),
            new MptStatusDecoder(),
            new LvsDecoder(),
            new SnapraidDecoder(),
            new MegacliDecoder(),
            new SsacliDecoder(),
            new ArcconfDecoder(),
            new ArecaDecoder(),
            new TwCliDecoder(),
            new Sas2ircuDecoder(),
            new MdstatDecoder(),
            new MdadmDetailDecoder(),
            new DfDecoder(),
            new ChronyDecoder(),
            new NtpqDecoder(),
            new TimedatectlDecoder(),
            new W32tmDecoder(),
            new VolumeJsonDecoder(),
            new FreeIpmiDecoder(),
            new IpmitoolDecoder());

    private static final List<Decoder> LOGS = List.of(
            new EvtxDecoder(),
            new EventXmlDecoder(),
            new GetWinEventJsonDecoder(),
            new FlatJsonDecoder(),
            new EventViewerCsvDecoder(),
            new JournalJsonDecoder(),
            new JournalExportDecoder(),
            new JournalVerboseDecoder(),
            new DmesgDecoder(),
            new SyslogFramesDecoder(VendorEvents::of),
            new SyslogDecoder(VendorEvents::of));

    private static final List<Decoder> ALL = Stream.of(RegisterDecoder.all(), READINGS, LOGS)
            .flatMap(List::stream)
            .toList();

    private Decoders() {}

    public static List<Decoder> all() {
        return ALL;
    }

    public static Optional<Decoder> of(Head head) {
        return ALL.stream().filter(decoder -> decoder.recognises(head)).findFirst();
    }

    public static Optional<Decoder> byId(String format) {
        return ALL.stream()
                .filter(decoder -> decoder.format().id().equals(format))
                .findFirst();
    }
}
