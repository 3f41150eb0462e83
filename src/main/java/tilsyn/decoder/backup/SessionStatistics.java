package tilsyn.decoder.backup;

import static tilsyn.decoder.backup.Sign.Meaning.*;

import java.util.Arrays;
import java.util.stream.Stream;

/** The figures of a run as rdiff-backup writes them, and duplicity, which has them from there; its log puts a point before each. */
final class SessionStatistics {
    private static final Sign[] FIGURES = {
        Sign.of("(?:\\. )?StartTime ([\\d.]{1,20}) .{1,60}", START_EPOCH),
        Sign.of("(?:\\. )?EndTime ([\\d.]{1,20}) .{1,60}", END_EPOCH),
        Sign.of("(?:\\. )?SourceFiles (\\d{1,18})", FILES),
        Sign.of("(?:\\. )?SourceFileSize (\\d{1,18}) .{1,40}", READ),
        Sign.of("(?:\\. )?TotalDestinationSizeChange (\\d{1,18}) .{1,40}", WRITTEN),
        Sign.of("(?:\\. )?Errors (\\d{1,18})", ERRORS)
    };

    private SessionStatistics() {}

    /** With what else a tool prints. */
    static Sign[] and(Sign... others) {
        return Stream.concat(Arrays.stream(FIGURES), Arrays.stream(others)).toArray(Sign[]::new);
    }
}
