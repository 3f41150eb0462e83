package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.BackupRun.Result;

/**
 * Reads Veeam's jobs as monitoring agents list them, set off by tabs and without a heading: name, type, state, result,
 * created, ended; or for Microsoft 365 id, organisation, name, result, created, ended.
 */
public final class VeeamJobsTsvDecoder implements Decoder {
    private static final String TIME = "(\\d\\d\\.\\d\\d\\.\\d{4} \\d\\d:\\d\\d:\\d\\d)";
    private static final String RESULT = "(Success|Warning|Failed|None|Running|Stopped|Queued)";
    private static final Pattern JOB = Pattern.compile("([^\\t]{1,300})\\t([A-Za-z]{3,40})\\t([A-Za-z]{3,40})\\t"
            + RESULT + "(?:\\t" + TIME + "(?:\\t" + TIME + ")?)?\\s{0,10}");
    private static final Pattern CLOUD =
            Pattern.compile("[0-9a-z]{8}-[0-9a-z-]{20,40}\\t([^\\t]{1,300})\\t([^\\t]{1,300})\\t" + RESULT + "\\t"
                    + TIME + "\\t" + TIME + "(?:\\t.{0,300})?");
    private static final int LONGEST = 2_000;

    @Override
    public Format format() {
        return new Format(
                "veeam-jobs-tsv",
                Family.BACKUP,
                "Veeam jobs as a monitoring agent lists them (set off by tabs)",
                "Checkmk agent plugins veeam_backup_status.ps1 and veeam_o365_status.ps1: the lines below"
                        + " <<<veeam_jobs>>> as veeam-jobs-HOST.tsv",
                List.of("BCK-01", "BCK-04"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var lines = head.lines(1);
        if (lines.isEmpty() || lines.get(0).length() > LONGEST) return false;
        return JOB.matcher(lines.get(0)).matches()
                || CLOUD.matcher(lines.get(0)).matches();
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.text().isBlank()) continue;
                var text = line.text().length() > LONGEST ? "" : line.text();
                var job = JOB.matcher(text);
                var cloud = CLOUD.matcher(text);
                var run = new Attempt("veeam");
                if (job.matches()) {
                    if (job.group(5) == null) {
                        sink.ignored("a job that never ran");
                        continue;
                    }
                    run.job = job.group(1);
                    run.form = job.group(2).equals("BackupSync") ? "copy" : "";
                    run.start = dates.start(job.group(5));
                    run.end = job.group(6) == null ? null : dates.end(job.group(6));
                    run.said = job.group(3) + " " + job.group(4);
                    run.result = result(job.group(4), job.group(3));
                } else if (cloud.matches()) {
                    run.job = cloud.group(2);
                    run.holds(cloud.group(1));
                    run.start = dates.start(cloud.group(4));
                    run.end = cloud.group(5).endsWith("9999 23:59:59") ? null : dates.end(cloud.group(5));
                    run.said = cloud.group(3);
                    run.result = result(cloud.group(3), "");
                } else {
                    sink.rejected(input.origin(line), "expected name, type, state, result, created and ended");
                    continue;
                }
                if (run.start == null) sink.rejected(input.origin(line), "expected when the session was created");
                else {
                    if (run.result == Result.RUNNING) run.end = null;
                    sink.fact(run.run(Dating.of(input), input.origin(line)));
                }
            }
        }
    }

    private static Result result(String word, String state) {
        return switch (word) {
            case "Success" -> state.isEmpty() || state.equals("Stopped") ? Result.SUCCESS : Result.RUNNING;
            case "Warning" -> Result.WARNING;
            case "Failed" -> Result.FAILED;
            case "Running", "Queued" -> Result.RUNNING;
            case "None" -> state.equals("Stopped") ? Result.UNKNOWN : Result.RUNNING;
            default -> Result.UNKNOWN;
        };
    }
}
