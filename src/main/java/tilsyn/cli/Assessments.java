package tilsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import tilsyn.Kept;
import tilsyn.trace.Log;

/** Finds assessments of the log by what a person types. */
final class Assessments {
    private Assessments() {}

    static void begun(Path data) {
        if (!Log.exists(data))
            throw new UsageProblem(
                    "Nothing was checked yet with --data %s. Run first: tilsyn check FOLDER".formatted(data));
    }

    /** @param wanted a number, or {@code last} */
    static Kept find(Path data, String wanted) throws IOException {
        begun(data);
        var all = Kept.all(data);
        if (all.isEmpty()) throw new UsageProblem("The log holds no assessment yet. Run first: tilsyn check FOLDER");
        var last = all.get(all.size() - 1);
        if (wanted.equals("last")) return last;
        return all.stream()
                .filter(kept -> Integer.toString(kept.number()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new UsageProblem(
                        "There is no assessment '%s'. Right would be a number from %d to %d, or last. See: tilsyn trace show"
                                .formatted(wanted, all.get(0).number(), last.number())));
    }
}
