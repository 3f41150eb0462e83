package tilsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tilsyn.Audit;
import tilsyn.Kept;
import tilsyn.Round;

/** Which assessments, by the moment they judged at. */
final class Period {
    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "first day, such as 2025-10-01 (default: the first ever)")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DATE", description = "last day (default: the last ever)")
    private @Nullable String to;

    List<Kept> of(Path data) throws IOException {
        return Audit.of(
                data,
                from == null ? Instant.MIN : start("--from", from, 0),
                to == null ? Instant.MAX : start("--to", to, 1));
    }

    private static Instant start(String option, String date, int later) {
        try {
            return LocalDate.parse(date)
                    .plusDays(later)
                    .atStartOfDay(Round.HOME)
                    .toInstant();
        } catch (DateTimeException unreadable) {
            throw new UsageProblem("%s '%s' is no date. Right would be 2025-10-31.".formatted(option, date));
        }
    }
}
