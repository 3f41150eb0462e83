package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.RepositoryCheck;

/**
 * What BorgBackup, or borgmatic around it, says of a backup and of a check. Borg saves an archive also when sources could
 * not be read or are missing: that shows in its warnings and its exit status 1, so an archive alone is no success.
 */
final class BorgRun {
    private static final Pattern UNREADABLE = Pattern.compile(
            "(/.{1,1000}?): (?:open|stat|dir_open|scandir|read|readlink|lstat|listxattr|fstat): .{1,500}");
    private static final Pattern CHANGED = Pattern.compile("(/.{1,1000}?): file changed while we backed it up");
    private static final Pattern ENDED =
            Pattern.compile("terminating with (success|warning|error) status, rc (\\d{1,3})");
    private static final Pattern ARCHIVE_AT = Pattern.compile("Creating archive at \"(.{1,500})\"");
    private static final Pattern FIELD = Pattern.compile(
            "(Repository|Archive name|Time \\(start\\)|Time \\(end\\)|Number of files|This archive): {1,40}(.{1,500})");
    private static final Pattern SIZES =
            Pattern.compile("([\\d.]{1,12} [kMGTP]?B) {1,40}([\\d.]{1,12} [kMGTP]?B) {1,40}([\\d.]{1,12} [kMGTP]?B)");
    private static final Pattern WEEKDAY = Pattern.compile("[A-Z][a-z]{2}, (.{19})");
    private static final Pattern NEVER_RAN = Pattern.compile(
            "Repository .{1,500} does not exist\\.|Archive .{1,300} already exists|passphrase supplied in .{1,200} is incorrect\\.?"
                    + "|Failed to (?:create/)?acquire the lock .{1,500}|Connection closed by remote host.{0,200}"
                    + "|.{1,500} is not a valid repository.{0,200}");
    private static final Pattern DAMAGE = Pattern.compile(
            "Data integrity error: .{1,500}|Index object count mismatch\\.|.{0,500}New missing file chunk detected .{1,500}"
                    + "|.{0,200}errors found.{0,100}|.{1,300} integrity errors? detected.{0,100}");
    private static final Pattern DATED =
            Pattern.compile("(.{0,200}?)[-_.:@+T ]{0,3}(?:19|20)\\d\\d-?\\d\\d-?\\d\\d.{0,60}");
    private static final Set<String> CHECKING = Set.of(
            "Starting repository check",
            "Starting repository index check",
            "Starting archive consistency check...",
            "Index object count mismatch.",
            "Index object count match.");
    private static final Set<String> CLEAN = Set.of(
            "Archive consistency check complete, no problems found.",
            "Finished full repository check, no problems found.",
            "Finished partial repository check, no problems found.");

    private enum Part {
        NONE,
        BACKUP,
        CHECK,
        OTHER
    }

    private final Attempt attempt = new Attempt("borg");
    private Part part = Part.NONE;
    private boolean backup;
    private Outcome backedUp = Outcome.UNKNOWN;
    private boolean check;
    private boolean readsData;
    private Outcome checked = Outcome.UNKNOWN;
    private String checkSaid = "";
    private long damages;
    private @Nullable When newest;
    private boolean progressEnded;

    boolean isEmpty() {
        return !backup && !check;
    }

    boolean hasArchive() {
        return !attempt.said.isEmpty() && attempt.said.startsWith("archive ");
    }

    /** The name of the archives that a job makes, without their dates; the tool's when nothing is left. */
    static String job(String archive) {
        var name = archive.contains("::") ? archive.substring(archive.indexOf("::") + 2) : archive;
        var dated = DATED.matcher(name);
        var bare = dated.matches() ? dated.group(1) : name;
        return bare.isBlank() ? "borg" : bare;
    }

    void at(@Nullable When time) {
        if (time == null) return;
        if (attempt.start == null) attempt.start = time;
        newest = time;
    }

    /** One message; whether it says anything of an outcome. */
    boolean message(String level, String text, Dates dates) {
        var said = text.strip();
        boolean bad = level.equals("ERROR") || level.equals("CRITICAL");
        var ended = ENDED.matcher(said);
        if (ended.matches()) ended(ended.group(1), said);
        else if (CHECKING.contains(said) && !DAMAGE.matcher(said).matches()) check();
        else if (said.equals("Running consistency checks") || said.endsWith(": Running consistency checks")) check();
        else if (said.startsWith("Starting cryptographic data integrity verification")) readsData = true;
        else if (CLEAN.contains(said)) clean(said);
        else if (DAMAGE.matcher(said).matches()) damage(said);
        else if (NEVER_RAN.matcher(said).matches()) fails(Outcome.STOPPED, said);
        else if (said.startsWith("Keeping archive ") || said.startsWith("Pruning archive ")) part = Part.OTHER;
        else if (said.endsWith("Pruning archives") || said.endsWith("Compacting segments")) part = Part.OTHER;
        else if (said.endsWith("Creating archive")) backup();
        else if (said.equals("Successfully ran configuration file")) ran();
        else if (said.contains("Error running actions for repository")
                || said.contains("An error occurred while parsing")) fails(Outcome.BAD, said);
        else if (said.contains("No valid configuration files found")) fails(Outcome.STOPPED, said);
        else if (bad && !said.isEmpty()) fails(part == Part.CHECK ? Outcome.BAD : Outcome.STOPPED, said);
        else return detail(said, level.equals("WARNING"), dates);
        return true;
    }

    private boolean detail(String said, boolean warning, Dates dates) {
        var unreadable = UNREADABLE.matcher(said);
        var changed = CHANGED.matcher(said);
        var at = ARCHIVE_AT.matcher(said);
        var field = FIELD.matcher(said);
        if (unreadable.matches()) {
            backup();
            attempt.couldNotRead(unreadable.group(1));
            backedUp = backedUp.and(Outcome.ODD);
        } else if (changed.matches()) {
            backup();
            attempt.code("file changed");
            backedUp = backedUp.and(Outcome.ODD);
        } else if (at.matches()) {
            backup();
            int name = at.group(1).indexOf("::");
            if (name > 0) attempt.target = at.group(1).substring(0, name);
            named(at.group(1));
        } else if (field.matches()) field(field.group(1), field.group(2), dates);
        else if (warning) {
            if (part == Part.CHECK) checked = checked.and(Outcome.ODD);
            else backedUp = backedUp.and(Outcome.ODD);
            if (attempt.said.isEmpty()) attempt.said = said;
        } else return false;
        return true;
    }

    private void field(String name, String value, Dates dates) {
        switch (name) {
            case "Repository" -> attempt.target = value;
            case "Archive name" -> {
                backup();
                named(value);
            }
            case "Time (start)" -> attempt.start = dates.start(dayless(value));
            case "Time (end)" -> attempt.end = dates.end(dayless(value));
            case "Number of files" -> attempt.files = Quantity.count(value);
            default -> {
                var sizes = SIZES.matcher(value.strip());
                if (!sizes.matches()) return;
                attempt.read = Attempt.size(sizes.group(1), 1000);
                attempt.written = Attempt.size(sizes.group(3), 1000);
            }
        }
    }

    private static String dayless(String time) {
        var weekday = WEEKDAY.matcher(time.strip());
        return weekday.matches() ? weekday.group(1) : time;
    }

    private void named(String archive) {
        attempt.job = job(archive);
        if (attempt.said.isEmpty()) attempt.said = "archive " + archive;
    }

    private void backup() {
        part = Part.BACKUP;
        backup = true;
    }

    private void check() {
        part = Part.CHECK;
        check = true;
    }

    private void clean(String said) {
        check();
        checked = checked.and(Outcome.GOOD);
        if (damages == 0) checkSaid = said;
    }

    private void damage(String said) {
        check();
        checked = Outcome.BAD;
        if (damages++ == 0) checkSaid = said;
    }

    private void ran() {
        if (backup) backedUp = backedUp.and(Outcome.GOOD);
    }

    private void fails(Outcome how, String said) {
        if (part == Part.CHECK) {
            check = true;
            checked = checked.and(how);
            if (checkSaid.isEmpty()) checkSaid = said;
            if (how == Outcome.BAD) damages++;
        } else {
            backup = true;
            backedUp = backedUp.and(how);
            attempt.said = said;
        }
    }

    private void ended(String how, String said) {
        var outcome = how.equals("success") ? Outcome.GOOD : how.equals("warning") ? Outcome.ODD : Outcome.BAD;
        if (part == Part.CHECK) {
            // a check ends with a warning when it found damage
            checked = checked.and(outcome == Outcome.ODD ? Outcome.BAD : outcome);
        } else if (part == Part.BACKUP || outcome != Outcome.GOOD) {
            backup = true;
            backedUp = backedUp.and(outcome);
            attempt.said = said;
        }
    }

    /** One line of {@code --log-json}; whether it says anything of an outcome. */
    boolean log(JsonNode message, Dates dates) {
        var time = message.get("time");
        if (time != null && time.isNumber()) at(Epochs.when(time.doubleValue(), Epochs.text(time)));
        switch (Json.text(message.get("type"))) {
            case "log_message" -> {
                if (Json.text(message.get("name")).equals("borg.output.list")) {
                    var said = Json.text(message.get("message"));
                    if (said.startsWith("Keeping archive ") || said.startsWith("Pruning archive ")) part = Part.OTHER;
                    return false;
                }
                return message(Json.text(message.get("levelname")), Json.text(message.get("message")), dates);
            }
            case "archive_progress" -> {
                backup();
                if (Boolean.TRUE.equals(Json.flag(message.get("finished")))) progressEnded = true;
                else if (message.has("nfiles")) {
                    attempt.files = Json.count(message.get("nfiles"));
                    attempt.read = Json.count(message.get("original_size"));
                }
                return true;
            }
            case "file_status" -> {
                backup();
                if (!Json.text(message.get("status")).equals("E")) return false;
                attempt.couldNotRead(Json.text(message.get("path")));
                backedUp = backedUp.and(Outcome.ODD);
                return true;
            }
            case "progress_message" -> {
                // the archive is saved before the cache is
                if (progressEnded
                        && Json.text(message.get("msgid")).equals("cache.commit")
                        && Boolean.TRUE.equals(Json.flag(message.get("finished")))) {
                    backedUp = backedUp.and(Outcome.GOOD);
                    attempt.said = "archive saved";
                }
                return false;
            }
            default -> {
                return false;
            }
        }
    }

    /** What {@code borg create --json} prints of the archive. */
    void archive(JsonNode created, Dates dates) {
        backup();
        var archive = created.path("archive");
        named(Json.text(archive.get("name")));
        attempt.said = "archive " + Json.text(archive.get("name"));
        attempt.start = dates.start(Json.text(archive.get("start")));
        attempt.end = dates.end(Json.text(archive.get("end")));
        attempt.read = Json.count(archive.path("stats").get("original_size"));
        attempt.written = Json.count(archive.path("stats").get("deduplicated_size"));
        attempt.files = Json.count(archive.path("stats").get("nfiles"));
        attempt.target = Json.text(created.path("repository").get("location"));
        boolean behindName = false;
        String option = "";
        for (var word : archive.path("command_line")) {
            var text = Json.text(word);
            if (text.startsWith("--exclude=")) attempt.leavesOut(text.substring("--exclude=".length()));
            else if (option.equals("--exclude") || option.equals("-e")) attempt.leavesOut(text);
            else if (text.contains("::")) behindName = true;
            else if (behindName && text.startsWith("/")) attempt.holds(text);
            option = text;
        }
    }

    void made(Input input, Cited cited, When undated, Sink sink) {
        var place = cited.origin(input);
        if (attempt.end == null && newest != null) attempt.end = newest;
        if (backup) {
            attempt.result = backedUp.ofBackup();
            sink.fact(attempt.run(undated, place));
        }
        var when = newest != null ? newest : attempt.end != null ? attempt.end : undated;
        if (check)
            sink.fact(new RepositoryCheck(
                    "",
                    "borg",
                    attempt.target,
                    readsData ? RepositoryCheck.Depth.FULL : RepositoryCheck.Depth.STRUCTURE,
                    checked.ofCheck(),
                    checked == Outcome.GOOD ? 0 : damages > 0 ? damages : -1,
                    checked == Outcome.GOOD || checkSaid.isEmpty() ? List.of() : List.of(checkSaid),
                    checkSaid,
                    when.instant(),
                    when.on(place)));
    }
}
