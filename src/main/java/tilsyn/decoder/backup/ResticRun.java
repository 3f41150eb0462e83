package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Json;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.When;
import tilsyn.fact.BackupRun;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.Origin;

/**
 * What restic says during one backup. Restic saves a snapshot and prints its summary also when sources could not be read:
 * that shows in its errors and its exit status 3, so a summary alone is no success.
 */
final class ResticRun {
    private static final int MOST_ITEMS = 200;
    private static final Pattern UNREADABLE = Pattern.compile(
            "error: (?:openfile for readdirnames failed: )?(?:open|read|lstat|readdirnames) (.{1,1000}?): .{1,200}");
    private static final Pattern SKIPPED = Pattern.compile("(.{1,1000}) does not exist, skipping");
    private static final Pattern PROCESSED =
            Pattern.compile("processed (\\d{1,12}) files?, ([\\d.]{1,12} [KMGTP]?i?B) in [\\d:]{4,12}");
    private static final Pattern ADDED =
            Pattern.compile("Added to the repo(?:sitory)?: ([\\d.]{1,12} [KMGTP]?i?B)\\b.*");
    private static final Pattern SAVED = Pattern.compile("snapshot [0-9a-f]{8,64} saved");

    private final StringBuilder raw = new StringBuilder();
    private final List<String> unreadable = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();
    private List<String> objects = List.of();
    private String host = "";
    private @Nullable When start;
    private @Nullable When end;
    private @Nullable Duration took;
    private long exit = -1;
    private boolean errors;
    private boolean fatal;
    private boolean summary;
    private boolean snapshot;
    private boolean dryRun;
    private boolean countsErrors;
    private boolean foreign;
    private long read = -1;
    private long written = -1;
    private long files = -1;

    boolean isEmpty() {
        return !summary && !fatal && exit < 0 && start == null;
    }

    boolean hasSummary() {
        return summary;
    }

    /** Why it is no backup, though restic ran; empty when it is one. */
    String other() {
        return dryRun ? "a dry run" : foreign && !summary ? "another command than backup" : "";
    }

    void begins(When time, String host, List<String> paths) {
        start = time;
        this.host = host;
        objects = paths;
    }

    /** @param other the same text read as the other of two possible times, when the clock goes back */
    void ends(@Nullable When time, @Nullable When other) {
        end = time;
        if (time == null || other == null || start == null || took == null) return;
        var expected = start.instant().plus(took);
        if (Duration.between(other.instant(), expected)
                        .abs()
                        .compareTo(Duration.between(time.instant(), expected).abs())
                < 0) end = other;
    }

    void exits(long code) {
        exit = code;
    }

    void cite(String line) {
        if (raw.length() < Origin.RAW_LIMIT) raw.append(line).append('\n');
    }

    /** Why the message says nothing of a backup; empty when it does. */
    String message(JsonNode message, Dates dates) {
        switch (Json.text(message.get("message_type"))) {
            case "summary" -> {
                if (!message.has("total_bytes_processed")) {
                    foreign = true;
                    return "a summary of another command";
                }
                summary(message, dates);
            }
            case "error" -> {
                var during = Json.text(message.get("during"));
                // backup names what it was doing; check and restore speak of themselves
                if (during.isEmpty() || during.equals("restore")) {
                    foreign = true;
                    return "an error of another command";
                }
                errors = true;
                var item = Json.text(message.get("item"));
                if (!item.isEmpty()) unreadable(item);
            }
            case "exit_error" -> {
                exit = Json.count(message.get("code"));
                if (exit != 3) fatal = true;
                codes.add(String.valueOf(exit));
            }
            case "status" -> {
                long done = Json.count(message.get("files_done"));
                countsErrors = done >= 0 && done == Json.count(message.get("total_files"));
                if (Json.count(message.get("error_count")) > 0) errors = true;
                return "progress";
            }
            case "verbose_status" -> {
                return "progress";
            }
            default -> {
                return "a message that says nothing of the outcome";
            }
        }
        return "";
    }

    /** A line of restic's text output; whether it says anything of the outcome. */
    boolean text(String line) {
        var processed = PROCESSED.matcher(line);
        var added = ADDED.matcher(line);
        var unread = UNREADABLE.matcher(line);
        var skipped = SKIPPED.matcher(line);
        if (processed.matches()) {
            files = Quantity.count(processed.group(1));
            read = size(processed.group(2));
        } else if (added.matches()) written = size(added.group(1));
        else if (SAVED.matcher(line).matches()) {
            summary = true;
            snapshot = true;
        } else if (unread.matches()) unreadable(unread.group(1));
        else if (skipped.matches()) unreadable(skipped.group(1));
        else if (line.startsWith("error: ") || line.startsWith("Warning: at least one source file")) errors = true;
        else if (line.startsWith("Fatal: ")) fatal = true;
        else return false;
        return true;
    }

    private void summary(JsonNode message, Dates dates) {
        summary = true;
        snapshot = !Json.text(message.get("snapshot_id")).isEmpty();
        dryRun = Boolean.TRUE.equals(Json.flag(message.get("dry_run")));
        read = Json.count(message.get("total_bytes_processed"));
        written = Json.count(message.get("data_added"));
        files = Json.count(message.get("total_files_processed"));
        var seconds = message.get("total_duration");
        if (seconds != null && seconds.isNumber() && seconds.doubleValue() >= 0 && seconds.doubleValue() < 1e8)
            took = Duration.ofMillis(Math.round(seconds.doubleValue() * 1000));
        var began = dates.start(Json.text(message.get("backup_start")));
        var ended = dates.end(Json.text(message.get("backup_end")));
        if (began != null && start == null) start = began;
        if (ended != null) end = ended;
    }

    private void unreadable(String item) {
        errors = true;
        if (unreadable.size() < MOST_ITEMS && !unreadable.contains(item)) unreadable.add(item);
    }

    private static long size(String text) {
        var bytes = Quantity.bytes(text, false, 1000);
        return bytes == null ? -1 : bytes;
    }

    /** @param undated when a run was that states no time of its own */
    BackupRun made(String job, When undated, boolean mayRun, Origin place) {
        var ended = end != null ? end : start == null ? undated : null;
        var began = start != null
                ? start
                : new When(
                        took == null ? undated.instant() : undated.instant().minus(took),
                        undated.text(),
                        undated.note());
        if (ended != null && ended.instant().isBefore(began.instant())) ended = null;
        var result = result(mayRun && ended == null && exit < 0);
        return new BackupRun(
                host,
                job,
                "restic",
                1,
                "",
                began.instant(),
                ended == null ? null : ended.instant(),
                result,
                said(result),
                read,
                written,
                files,
                !objects.isEmpty(),
                objects,
                unreadable,
                List.of(),
                codes,
                "",
                (ended == null ? began : ended).on(cited(place)));
    }

    Origin cited(Origin place) {
        return raw.isEmpty()
                ? place
                : new Origin(
                        place.file(),
                        place.line(),
                        place.offset(),
                        place.sha256(),
                        raw.toString().strip(),
                        "",
                        "",
                        place.received());
    }

    private Result result(boolean runs) {
        if (fatal || exit > 0 && exit != 3) return exit == 130 ? Result.CANCELLED : Result.FAILED;
        if (exit == 3 || errors) return Result.WARNING;
        if (exit == 0) return Result.SUCCESS;
        if (summary && snapshot && countsErrors) return Result.SUCCESS;
        return runs ? Result.RUNNING : Result.UNKNOWN;
    }

    private String said(Result result) {
        if (exit >= 0) return "exit status " + exit + (fatal ? ", fatal" : "");
        if (fatal) return "fatal";
        if (result == Result.UNKNOWN)
            return !summary ? "no end is said" : snapshot ? "summary without exit status" : "no snapshot was saved";
        return summary ? "summary" : "started";
    }
}
