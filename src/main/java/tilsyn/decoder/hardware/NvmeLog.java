package tilsyn.decoder.hardware;

import java.util.regex.Pattern;
import tilsyn.decoder.Input;
import tilsyn.fact.PhysicalDisk;

/** What nvme-cli's forms of the SMART log have in common. */
final class NvmeLog {
    private static final Pattern NAMED = Pattern.compile("(?<![a-z0-9])nvme\\d{1,4}(?:n\\d{1,4})?(?![a-z0-9])");

    private static final Pattern DATE =
            Pattern.compile("[-_.]?(?:19|20)\\d\\d[-_.]?\\d\\d[-_.]?\\d\\d(?:[T_ -]?[\\d:.-]{4,8}Z?)?");

    private NvmeLog() {}

    /** By the device's name in the file's; else the file's name without its date, so that two disks stay two. */
    static String slot(Input input) {
        var named = NAMED.matcher(input.file());
        var slot = "";
        while (named.find()) slot = named.group();
        if (!slot.isEmpty()) return "/dev/" + slot;
        var file = input.file()
                .substring(Math.max(input.file().lastIndexOf('/'), input.file().lastIndexOf('!')) + 1);
        return DATE.matcher(file).replaceAll("");
    }

    /** Each bit of the critical warning is the drive's own word that it fails. */
    static void judge(Drive drive, long warning) {
        drive.criticalWarning = warning;
        drive.passed = warning == 0;
        drive.state = PhysicalDisk.State.ONLINE;
        drive.nativeState = "critical_warning " + warning;
    }
}
