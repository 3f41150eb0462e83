package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.fact.RepositoryCheck;
import tilsyn.fact.VolumeUsage;

/**
 * Reads summaries of Veeam's Enterprise Manager, of version 12 and 13: how many runs and machines failed, and the space of
 * each repository. They name no job, so they are no runs.
 */
public final class VeeamSummaryDecoder implements Decoder {
    private static final int MOST = 5_000;

    @Override
    public Format format() {
        return new Format(
                "veeam-summary-json",
                Family.BACKUP,
                "Veeam Enterprise Manager summaries (REST API, JSON)",
                "GET https://SERVER:9398/api/reports/summary/overview, /job_statistics and /repository with Accept: application/json,"
                        + " as values overview, job_statistics and repository of one JSON object",
                List.of("BCK-01", "BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "job_statistics", "overview");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        Json.each(input, sink, (record, line) -> {
            var origin = time.on(input.origin(line, -1, record.toString()));
            var jobs = record.path("job_statistics");
            var machines = record.path("overview");
            long failedRuns = count(jobs, "failedJobRuns");
            long failedMachines = count(machines, "failedVmLastestStates");
            if (failedRuns < 0 || failedMachines < 0) {
                sink.rejected(origin, "expected failedJobRuns and failedVmLastestStates");
                return;
            }
            long warned = Math.max(0, count(jobs, "warningsJobRuns"))
                    + Math.max(0, count(machines, "warningVmLastestStates"));
            var problems = new ArrayList<String>();
            if (failedRuns > 0) problems.add("%d runs of jobs failed".formatted(failedRuns));
            if (failedMachines > 0) problems.add("%d machines failed last".formatted(failedMachines));
            if (warned > 0) problems.add("%d runs and machines ended with warnings".formatted(warned));
            boolean good = count(jobs, "successfulJobRuns") > 0;
            sink.fact(new RepositoryCheck(
                    "",
                    "veeam",
                    "all jobs",
                    RepositoryCheck.Depth.REQUIREMENTS,
                    failedRuns + failedMachines > 0
                            ? RepositoryCheck.Result.FAILED
                            : warned > 0 || !good ? RepositoryCheck.Result.UNKNOWN : RepositoryCheck.Result.PASSED,
                    failedRuns + failedMachines,
                    problems,
                    problems.isEmpty() ? "no run failed" : String.join(", ", problems),
                    time.instant(),
                    origin));
            repositories(record.path("repository"), input, line, sink);
        });
    }

    private static void repositories(JsonNode repository, Input input, long line, Sink sink) {
        var periods = repository.has("periods") ? repository.path("periods") : repository.path("Periods");
        var time = Dating.of(input);
        int taken = 0;
        for (var period : periods) {
            if (++taken > MOST) break;
            var name = Json.text(period.has("name") ? period.get("name") : period.get("Name"));
            long size = count(period, "capacity");
            long free = count(period, "freeSpace");
            if (!name.isEmpty() && size > 0 && free >= 0 && free <= size)
                sink.fact(new VolumeUsage(
                        "", name, size, free, time.instant(), time.on(input.origin(line, -1, period.toString()))));
        }
    }

    /** Version 13 writes the first letter small, 12 large. */
    private static long count(JsonNode of, String name) {
        var large = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Json.count(of.has(name) ? of.get(name) : of.get(large));
    }
}
