package tilsyn.decoder.backup;

import static tilsyn.decoder.backup.Sign.Meaning.*;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;

/** Reads what mariadb-dump, mariadb-backup, mariadb-check and a restore with mariadb say; those of MySQL and Percona likewise. */
public final class MariaDbToolsDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "mariadb",
            Pattern.compile(
                    "(?:\\[\\d\\d\\] )?(\\d{4}-\\d\\d-\\d\\d {1,2}\\d{1,2}:\\d\\d:\\d\\d)(?: \\d{1,10}(?= \\[))? (.{0,3000})"),
            Sign.of("Connecting to (?:MariaDB|MySQL) server host.{1,500}", TELLING, BACKUP),
            Sign.of("(?:mariadb-dump|mysqldump): (?:Got error|Error|Couldn.t) ?.{1,1000}", TELLING, BACKUP, BAD),
            Sign.of("completed OK!", TELLING, BACKUP, GOOD, SAID),
            Sign.of(
                    "(?:Connecting to (?:MariaDB|MySQL) server host|Using server version|(?:mariadb-backup|mariabackup|xtrabackup) based on) ?.{1,500}",
                    TELLING,
                    BACKUP),
            Sign.of("(?:mariadb-backup|mariabackup|xtrabackup) based on .{1,300}", TELLING, BACKUP),
            Sign.of("Failed to connect to (?:MariaDB|MySQL) server: .{1,500}", TELLING, BACKUP, STOPPED),
            Sign.of("(?:FATAL ERROR|Error|error|mariabackup: Error|xtrabackup: error):? .{1,1000}", BAD),
            Sign.of(
                    ".{0,300}(?:Database page corruption detected|Can.t write|Error writing|No space left).{0,500}",
                    BAD),
            Sign.of("tool_name = (?:mariadb-backup|mariabackup|xtrabackup)", TELLING, BACKUP),
            Sign.of("start_time = (.{10,30})", START),
            Sign.of("end_time = (.{10,30})", END),
            Sign.of("ERROR \\d{4} \\(\\w{5}\\) at line \\d{1,12}.{0,20}: .{1,2000}", TELLING, RESTORE, BAD),
            Sign.of("(?:Error|error|Warning|warning) {1,5}: .{0,500}[Cc]orrupt.{0,300}", TELLING, CHECK, BAD),
            Sign.of("[\\w$-]{1,64}\\.[\\w$-]{1,64} {10,80}OK", TELLING, CHECK, GOOD));

    @Override
    public Format format() {
        return new Format(
                "mariadb-tools",
                Family.BACKUP,
                "mariadb-dump, mariadb-backup, mariadb-check (messages)",
                "mariadb-backup --backup --target-dir=DIR > mariadb-backup-HOST-$(date +%Y%m%dT%H%M).txt 2>&1",
                List.of("BCK-01", "BCK-10"));
    }

    @Override
    public boolean recognises(Head head) {
        return TEXT.recognises(head);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        TEXT.decode(input, sink);
    }
}
