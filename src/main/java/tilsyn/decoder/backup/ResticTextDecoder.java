package tilsyn.decoder.backup;

import static tilsyn.decoder.backup.Sign.Meaning.*;

import java.io.IOException;
import java.util.List;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;

/**
 * Reads what restic prints for people of one backup, check or restore. A saved snapshot is no success by itself: what could
 * not be read goes to the error stream, and shows in the exit status.
 */
public final class ResticTextDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "restic",
            Sign.of("using temporary cache in \\S{0,300}restic-check-cache\\S{0,60}", TELLING, CHECK),
            Sign.of("create exclusive lock for repository", TELLING, CHECK),
            Sign.of("read all data", CHECK, COMPARED),
            Sign.of("no errors were found", CHECK, GOOD, SAID),
            Sign.of("Fatal: repository contains errors", TELLING, CHECK, BAD),
            Sign.of("pack [0-9a-f]{64}: does not exist", TELLING, CHECK, BAD),
            Sign.of("pack [0-9a-f]{64} contains \\d{1,9} errors: .{1,2000}", TELLING, CHECK, COMPARED, BAD),
            Sign.of("error for tree [0-9a-f]{8}:", TELLING, CHECK, BAD),
            Sign.of("id [0-9a-f]{64} not found in repository", CHECK, BAD),
            Sign.of("The repository is damaged and must be repaired\\..{0,300}", TELLING, CHECK, BAD),
            Sign.of("unable to create lock in backend: .{1,500}", TELLING, SAID),
            Sign.of("restoring (?:<S|s)napshot ([0-9a-f]{8}) of .{1,1000}", TELLING, RESTORE, JOB),
            Sign.of("ignoring error for (/.{0,1000}?): .{1,500}", TELLING, RESTORE, UNREADABLE),
            Sign.of("invalid id \".{1,100}\": no matching ID found.{0,200}", TELLING, RESTORE, STOPPED),
            Sign.of("config file has zero size, invalid repository\\?", TELLING, BACKUP, STOPPED),
            Sign.of("Summary: Restored (\\d{1,12}) files/dirs \\(.{1,60}\\) in .{1,40}", TELLING, RESTORE, FILES, GOOD),
            Sign.of(
                    "Summary: Restored (\\d{1,12}) / (\\d{1,12}) files/dirs \\(.{1,80}\\) in .{1,40}",
                    TELLING,
                    RESTORE,
                    FILES,
                    EXPECTED,
                    ODD),
            Sign.of("finished verifying \\d{1,12} files in .{1,1000}", RESTORE, COMPARED, GOOD),
            Sign.of("Fatal: There were \\d{1,12} errors", TELLING, RESTORE, BAD),
            Sign.of(
                    "processed (\\d{1,12}) files?, ([\\d.]{1,12} [KMGTP]?i?B) in [\\d:]{4,12}",
                    TELLING,
                    BACKUP,
                    FILES,
                    READ),
            Sign.of("Added to the repo(?:sitory)?: ([\\d.]{1,12} [KMGTP]?i?B)\\b.{0,100}", BACKUP, WRITTEN),
            Sign.of("snapshot [0-9a-f]{8,64} saved", TELLING, BACKUP, SAID),
            Sign.of(
                    "error: (?:openfile for readdirnames failed: )?(?:open|read|lstat|readdirnames) (.{1,1000}?): .{1,200}",
                    TELLING,
                    BACKUP,
                    UNREADABLE),
            Sign.of("(/.{1,1000}) does not exist, skipping", TELLING, BACKUP, UNREADABLE),
            Sign.of("Warning: at least one source file could not be read", TELLING, BACKUP, ODD),
            Sign.of("exit[=: ]{1,3}3", ODD),
            Sign.of(
                    "Fatal: (?:repository does not exist|unable to open config file|wrong password).{0,500}",
                    TELLING,
                    STOPPED),
            Sign.of("Fatal: (?:all target directories|all source directories).{1,300}", TELLING, BACKUP, BAD),
            Sign.of("Fatal: unable to save snapshot.{0,500}", TELLING, BACKUP, BAD),
            Sign.of("Fatal: .{1,1000}", BAD));

    @Override
    public Format format() {
        return new Format(
                "restic-text",
                Family.BACKUP,
                "restic backup, check, restore (text)",
                "(restic check --read-data; echo \"exit=$?\") > restic-check-HOST-$(date +%Y%m%dT%H%M).txt 2>&1"
                        + "   (a file for each backup, check or restore)",
                List.of("BCK-01", "BCK-03", "BCK-07"));
    }

    @Override
    public boolean recognises(Head head) {
        return TEXT.recognises(head)
                && !ResticLines.isLog(head)
                && head.lines(20).stream().noneMatch(ResticLines::isMessage);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        TEXT.decode(input, sink);
    }
}
