package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.LogEvent;

/**
 * Runs of Windows Server Backup and Veeam put together from their events. Windows Server Backup 1 begins a run; 4 ends it well,
 * and 14 only says that it is over, which is no success; 8 is a cancelled run and every other named event a failed one. A
 * 4 that carries an error code, its own or a volume's, is a run with warnings. Veeam MP 190, 490 and 790 end
 * a job with JobResult 0, 1 or 2. Sources: Windows Server Backup event reference and Veeam's event reference, as the
 * checklist's section 0.4 lists them. What Proxmox VE and a NAS say in syslog of the end of a guest's or a task's backup is a
 * run, too; that one is restored or checked is none.
 */
final class ServerBackups {
    private static final Duration LONGEST = Duration.ofHours(36);
    private static final Pattern VOLUME =
            Pattern.compile("<VolumeInfoItem\\b[^>]{0,2000}?\\bName=\"([^\"]{1,200})\"([^>]{0,2000})>");
    private static final Pattern TRANSFERRED = Pattern.compile("\\bDataTransferred=\"(\\d{1,18})\"");
    private static final Pattern FILES = Pattern.compile("\\bTotalNoOfFiles=\"(\\d{1,18})\"");
    private static final Pattern UNREADABLE = Pattern.compile("\\bNumUnreadableBytes=\"(\\d{1,18})\"");
    private static final Pattern FLAWED = Pattern.compile("\\bHResult=\"(?!0\")(-?[0-9A-Fa-fx]{1,18})\"");
    private static final Pattern INCREMENTAL = Pattern.compile("\\bIsIncremental=\"1\"");

    private ServerBackups() {}

    static List<BackupRun> of(String host, List<Fact> facts) {
        var wsb = new ArrayList<LogEvent>();
        var runs = new ArrayList<BackupRun>();
        for (var fact : facts)
            if (fact instanceof LogEvent event) {
                if (event.signature().equals("backup.wsb")) wsb.add(event);
                if (event.signature().equals("backup.veeam")) veeam(host, event, runs);
                var run = inSyslog(host, event);
                if (run != null) runs.add(run);
            }
        wsb.sort(Facts.ORDER);
        runs.addAll(windows(host, wsb));
        return runs;
    }

    /** A start belongs to the first result after it, unless another start comes first. */
    private static List<BackupRun> windows(String host, List<LogEvent> events) {
        var runs = new ArrayList<BackupRun>();
        @Nullable LogEvent start = null;
        @Nullable LogEvent over = null;
        for (var event : events) {
            boolean near = start != null
                    && Duration.between(start.time(), event.time()).compareTo(LONGEST) <= 0;
            if (event.eventId() == 1) {
                if (start != null) runs.add(unfinished(host, start, over));
                start = event;
                over = null;
            } else if (event.eventId() == 14) {
                if (near) over = event;
            } else {
                runs.add(finished(host, near && start != null ? start : event, event));
                start = null;
                over = null;
            }
        }
        if (start != null) runs.add(unfinished(host, start, over));
        return runs;
    }

    private static BackupRun unfinished(String host, LogEvent start, @Nullable LogEvent over) {
        return new BackupRun(
                host,
                "Windows Server Backup",
                "wsb",
                1,
                "",
                start.time(),
                null,
                over == null ? BackupRun.Result.RUNNING : BackupRun.Result.UNKNOWN,
                over == null ? "1" : "14",
                -1,
                -1,
                -1,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                (over == null ? start : over).origin());
    }

    private static BackupRun finished(String host, LogEvent start, LogEvent end) {
        var info = end.data("VolumesInfo");
        var volumes = volumes(info);
        var codes = codes(end.data("HRESULT"), info);
        return new BackupRun(
                host,
                "Windows Server Backup",
                "wsb",
                1,
                volumes.isEmpty() ? "" : INCREMENTAL.matcher(info).find() ? "incremental" : "full",
                start.time(),
                end.time(),
                result(end.eventId(), codes),
                Integer.toString(end.eventId()),
                sum(TRANSFERRED, info),
                -1,
                sum(FILES, info),
                !volumes.isEmpty(),
                List.copyOf(volumes.keySet()),
                volumes.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList(),
                List.of(),
                codes,
                end.data("BackupTarget"),
                end.origin());
    }

    private static BackupRun.Result result(int eventId, List<String> codes) {
        if (eventId == 8) return BackupRun.Result.CANCELLED;
        if (eventId != 4) return BackupRun.Result.FAILED;
        return codes.isEmpty() ? BackupRun.Result.SUCCESS : BackupRun.Result.WARNING;
    }

    /** Error codes of the run and of its volumes. */
    private static List<String> codes(String ofRun, String info) {
        var codes = new TreeSet<String>();
        if (!ofRun.isBlank() && !ofRun.strip().matches("0|0x0+")) codes.add(ofRun.strip());
        var match = FLAWED.matcher(info);
        while (match.find()) codes.add(match.group(1));
        return List.copyOf(codes);
    }

    /** Volumes by name, with whether some of it could not be read; "System state" when one holds it. */
    private static Map<String, Boolean> volumes(String info) {
        var volumes = new TreeMap<String, Boolean>();
        var match = VOLUME.matcher(info);
        while (match.find()) {
            var unreadable = UNREADABLE.matcher(match.group(2));
            volumes.put(
                    match.group(1), unreadable.find() && !unreadable.group(1).equals("0"));
            if (match.group(2).contains("HasSystemState=\"1\"")) volumes.put("System state", false);
        }
        return volumes;
    }

    private static long sum(Pattern number, String info) {
        var match = number.matcher(info);
        long sum = -1;
        while (match.find()) sum = Math.max(sum, 0) + Long.parseLong(match.group(1));
        return sum;
    }

    /** The run that a hypervisor's or NAS's line in syslog ends; null when the event ends none. */
    static @Nullable BackupRun inSyslog(String host, LogEvent event) {
        var how = event.data("how").toLowerCase(Locale.ROOT);
        if (event.signature().equals("backup.vzdump") && !event.data("guest").isEmpty()) {
            boolean good = how.endsWith("finished");
            var start = event.time().minus(good ? took(event.data("took")) : Duration.ZERO);
            var result = good ? BackupRun.Result.SUCCESS : BackupRun.Result.FAILED;
            return told(host, "vzdump", "vzdump", start, result, List.of(event.data("guest")), event);
        }
        if (!event.signature().equals("backup.nas")) return null;
        var result = nas(how, event.data("odd").isBlank());
        var job = event.data("job");
        return result == null || job.isEmpty()
                ? null
                : told(
                        host,
                        event.provider().equals("qulogd") ? "hbs" : "hyper-backup",
                        job,
                        event.time(),
                        result,
                        List.of(),
                        event);
    }

    /** @param plain no other words stand between the job's kind and its name */
    private static BackupRun.@Nullable Result nas(String how, boolean plain) {
        return switch (how) {
            case "finished", "finished successfully" -> plain ? BackupRun.Result.SUCCESS : BackupRun.Result.WARNING;
            case "was partially completed", "partially completed" -> BackupRun.Result.WARNING;
            case "failed", "failed to" -> BackupRun.Result.FAILED;
            case "stopped", "cancelled", "canceled", "was cancelled", "was canceled" -> BackupRun.Result.CANCELLED;
            default -> null;
        };
    }

    private static Duration took(String clock) {
        var parts = clock.split(":");
        if (parts.length != 3) return Duration.ZERO;
        long seconds = 0;
        for (var part : parts) {
            if (!part.matches("\\d{1,4}")) return Duration.ZERO;
            seconds = seconds * 60 + Long.parseLong(part);
        }
        return Duration.ofSeconds(seconds);
    }

    private static BackupRun told(
            String host,
            String tool,
            String job,
            Instant start,
            BackupRun.Result result,
            List<String> objects,
            LogEvent event) {
        return new BackupRun(
                host,
                job,
                tool,
                1,
                "",
                start,
                event.time(),
                result,
                event.message(),
                -1,
                -1,
                -1,
                !objects.isEmpty(),
                objects,
                List.of(),
                List.of(),
                List.of(),
                "",
                event.origin());
    }

    private static void veeam(String host, LogEvent event, List<BackupRun> runs) {
        if (event.eventId() != 190 && event.eventId() != 490 && event.eventId() != 790) return;
        var result = switch (event.data("JobResult")) {
            case "0" -> BackupRun.Result.SUCCESS;
            case "1" -> BackupRun.Result.WARNING;
            case "2" -> BackupRun.Result.FAILED;
            default -> BackupRun.Result.UNKNOWN;
        };
        var job = event.data("JobName").isEmpty() ? event.data("JobID") : event.data("JobName");
        // a failure that will be tried again is not yet the end of the run
        if (job.isEmpty()
                || result == BackupRun.Result.FAILED
                        && event.data("WillBeRetried").equalsIgnoreCase("true")) return;
        runs.add(new BackupRun(
                host,
                job,
                "veeam",
                1,
                event.eventId() == 490 ? "copy" : "",
                event.time(),
                event.time(),
                result,
                event.data("JobResult"),
                -1,
                -1,
                -1,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                event.origin()));
    }
}
