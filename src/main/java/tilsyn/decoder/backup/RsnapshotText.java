package tilsyn.decoder.backup;

import java.util.regex.Pattern;
import tilsyn.decoder.Head;

/** What rsnapshot prints, and by what it is known. */
final class RsnapshotText {
    static final int LONGEST = 4_000;
    static final Pattern STAMPED = Pattern.compile("\\[(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)\\] (.{0,3000})");
    static final Pattern PID = Pattern.compile("echo \\d{1,10} > \\S{1,300}\\.pid");
    static final Pattern NAMED = Pattern.compile(
            "(?:ERROR: |WARNING: )?\\S{0,200}rsnapshot (?:-\\S{1,200} ){0,8}?([\\w-]{1,40}): (.{0,500})");

    private RsnapshotText() {}

    static boolean recognises(Head head) {
        if (head.binary()) return false;
        for (var line : head.lines(60)) {
            if (line.length() > LONGEST) continue;
            var text = said(line.strip());
            if (text.startsWith("rsnapshot encountered an error!")
                    || PID.matcher(text).matches() && text.contains("rsn")
                    || NAMED.matcher(text).matches()
                    || text.startsWith("WARNING: Some files and/or directories in ")
                            && text.contains("during rsync operation")) return true;
        }
        return false;
    }

    static String said(String line) {
        var stamped = STAMPED.matcher(line);
        return stamped.matches() ? stamped.group(2).strip() : line;
    }
}
