package tilsyn.decoder.backup;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;
import tilsyn.fact.RestorePoint;

/**
 * An archive as {@code borg list} and {@code borg prune --list} print it: name, start, id.
 *
 * @param pruned it is there no more
 */
record BorgListed(String name, String start, boolean pruned) {
    private static final Pattern TAIL =
            Pattern.compile("[A-Z][a-z]{2}, (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) \\[[0-9a-f]{64}\\]");
    private static final int TAIL_LENGTH = 91;
    private static final int LONGEST = 1_000;

    /** Null when the line is none. */
    static @Nullable BorgListed of(String line) {
        var text = line.strip();
        int at = text.length() - TAIL_LENGTH;
        if (at < 2 || text.length() > LONGEST || !text.endsWith("]")) return null;
        var tail = TAIL.matcher(text.substring(at));
        if (!tail.matches()) return null;
        var head = text.substring(0, at).strip();
        boolean pruned = head.startsWith("Pruning ") || head.startsWith("Would prune");
        int label = head.indexOf("): ");
        var name = (pruned || head.startsWith("Keeping ")) && label > 0
                ? head.substring(label + 3).strip()
                : head;
        return name.isEmpty() ? null : new BorgListed(name, tail.group(1), pruned);
    }

    void into(Sink sink, Dates dates, Input input, Origin origin) {
        var made = dates.start(start);
        if (made == null) sink.rejected(origin, "'%s' is no time".formatted(start));
        else sink.fact(point("", name, made, -1, "", Dating.of(input), origin));
    }

    static RestorePoint point(
            String host, String name, When made, long bytes, String repository, When listed, Origin origin) {
        return new RestorePoint(
                host,
                "borg",
                BorgRun.job(name),
                name,
                "",
                // what is left of a backup that was cut off
                name.contains(".checkpoint") ? RestorePoint.State.FLAWED : RestorePoint.State.COMPLETE,
                "listed",
                made.instant(),
                bytes,
                List.of(),
                repository,
                listed.instant(),
                listed.on(origin));
    }
}
