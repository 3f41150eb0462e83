package tilsyn.decoder.backup;

import java.util.regex.Pattern;
import tilsyn.decoder.Head;

/** What Barman prints for people, and by what it is known. */
final class BarmanText {
    static final int LONGEST = 2_000;
    static final Pattern SERVER = Pattern.compile("Server ([\\w.-]{1,100}):");
    static final Pattern ASKED =
            Pattern.compile("\\t([A-Za-z][\\w \\-./']{1,100}): (OK|FAILED|WARNING)(?: \\((.{0,500})\\))?");
    static final Pattern REDUNDANCY =
            Pattern.compile("\\tMinimum redundancy requirements: (satisfied|FAILED) \\((.{1,40})\\)");
    static final Pattern SHOWN = Pattern.compile("Backup (\\d{8}T\\d{6}):");
    static final Pattern LISTED = Pattern.compile("([\\w.-]{1,100}) (\\d{8}T\\d{6})(?: '[^']{1,200}')? - (.{1,500})");
    static final ToolText VERIFIED = new ToolText(
            "barman",
            Sign.of(
                    "Verifying backup '.{1,100}' on server \\['(.{1,200})'\\]",
                    Sign.Meaning.TELLING,
                    Sign.Meaning.CHECK,
                    Sign.Meaning.COMPARED,
                    Sign.Meaning.JOB),
            Sign.of("backup successfully verified", Sign.Meaning.GOOD, Sign.Meaning.SAID),
            Sign.of(
                    "ERROR: verify backup failure on directory '(.{1,500})'",
                    Sign.Meaning.TELLING,
                    Sign.Meaning.CHECK,
                    Sign.Meaning.COMPARED,
                    Sign.Meaning.TARGET,
                    Sign.Meaning.BAD),
            Sign.of("(?:ERROR: )?pg_verifybackup: error: .{1,1000}", Sign.Meaning.BAD),
            Sign.of(
                    "Starting (?:local|remote) restore for server (\\S{1,100}) using backup .{1,100}",
                    Sign.Meaning.TELLING,
                    Sign.Meaning.RESTORE,
                    Sign.Meaning.JOB),
            Sign.of(
                    "(?:Restore operation|Recovery) completed \\(start time: (\\S{10} [\\d:.]{8,15}[+-]\\d\\d:\\d\\d), .{1,100}\\)",
                    Sign.Meaning.RESTORE,
                    Sign.Meaning.END,
                    Sign.Meaning.GOOD,
                    Sign.Meaning.SAID),
            Sign.of(
                    "WARNING: IMPORTANT: .{0,200}The backup we have restored IS NOT VALID\\..{0,500}",
                    Sign.Meaning.TELLING,
                    Sign.Meaning.RESTORE,
                    Sign.Meaning.ODD,
                    Sign.Meaning.SAID),
            Sign.of("ERROR: .{1,1000}", Sign.Meaning.BAD));

    private BarmanText() {}

    static boolean recognises(Head head) {
        if (head.binary() || head.firstChar() == '{') return false;
        if (VERIFIED.recognises(head)) return true;
        boolean server = false;
        boolean shown = false;
        for (var line : head.lines(40)) {
            if (line.length() > LONGEST) return false;
            if (SERVER.matcher(line).matches()) server = true;
            else if (server
                    && (ASKED.matcher(line).matches()
                            || REDUNDANCY.matcher(line).matches())) return true;
            else if (SHOWN.matcher(line).matches()) shown = true;
            else if (shown && line.strip().startsWith("Server Name")) return true;
            else if (LISTED.matcher(line).matches()) return true;
        }
        return false;
    }
}
