package tilsyn.decoder.backup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.When;
import tilsyn.fact.BackupRun;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.Origin;

/** One run of a backup tool, as far as its output has told. What it does not tell stays unknown. */
final class Attempt {
    private static final int MOST_ITEMS = 1_000;

    final String tool;
    String host = "";
    String job = "";
    int number = 1;
    String form = "";

    @Nullable
    When start;

    @Nullable
    When end;

    Result result = Result.UNKNOWN;
    String said = "";
    long read = -1;
    long written = -1;
    long files = -1;
    String target = "";
    boolean objectsKnown;
    private final List<String> objects = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<String> exclusions = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();

    Attempt(String tool) {
        this.tool = tool;
    }

    Attempt holds(String object) {
        objectsKnown = true;
        add(objects, object);
        return this;
    }

    void couldNotRead(String path) {
        add(unreadable, path);
    }

    void leavesOut(String path) {
        add(exclusions, path);
    }

    void code(String code) {
        add(codes, code);
    }

    boolean leftSomethingOut() {
        return !unreadable.isEmpty();
    }

    private static void add(List<String> list, String entry) {
        var text = entry.strip();
        if (!text.isEmpty() && list.size() < MOST_ITEMS && !list.contains(text)) list.add(text);
    }

    /** Bytes of a size as tools write that know no languages; -1 when it is none. */
    static long size(String text, long kilo) {
        var bytes = Quantity.bytes(text.replace(",", ""), false, kilo);
        return bytes == null ? -1 : bytes;
    }

    /** A whole number, with or without commas between thousands; -1 when it is none. */
    static long count(String text) {
        return Quantity.count(text.replace(",", ""));
    }

    /**
     * Success without an end is none.
     *
     * @param undated when a run was that states no time of its own
     */
    BackupRun run(When undated, Origin place) {
        var ended = end != null ? end : start == null ? undated : null;
        var began = start != null ? start : ended == null ? undated : ended;
        if (ended != null && ended.instant().isBefore(began.instant())) ended = null;
        return new BackupRun(
                host,
                job.isBlank() ? tool : job,
                tool,
                number,
                form,
                began.instant(),
                result == Result.RUNNING || ended == null ? null : ended.instant(),
                result == Result.SUCCESS && ended == null ? Result.UNKNOWN : result,
                said,
                read,
                written,
                files,
                objectsKnown,
                objects,
                unreadable,
                exclusions,
                codes,
                target,
                (ended == null ? began : ended).on(place));
    }
}
