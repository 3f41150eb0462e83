package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.Origin;
import tilsyn.fact.PackageState;
import tilsyn.fact.PackageState.Pending;

/**
 * Reads {@code zypper list-updates} and {@code zypper list-patches}: tables set off by bars. Only patches tell security from
 * others.
 */
public final class ZypperListDecoder implements Decoder {
    private static final int MOST = 20_000;
    private static final int LONGEST = 2_000;

    @Override
    public Format format() {
        return new Format(
                "zypper-list",
                Family.UPDATES,
                "Waiting packages and patches of SUSE (zypper)",
                "(LC_ALL=C zypper -n list-patches; LC_ALL=C zypper -n list-updates) > zypper-HOST-$(date +%Y%m%dT%H%M).txt   (daily)",
                List.of("UPD-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        for (var line : head.lines(30))
            if (line.length() <= LONGEST && (isUpdates(cells(line)) || isPatches(cells(line)))) return true;
        return head.lines(10).stream().anyMatch("No updates found."::equals)
                && head.lines(10).stream().anyMatch(line -> line.startsWith("Reading installed packages"));
    }

    private static boolean isUpdates(List<String> cells) {
        return cells.contains("Name") && cells.contains("Available Version");
    }

    private static boolean isPatches(List<String> cells) {
        return cells.contains("Name") && cells.contains("Category") && cells.contains("Severity");
    }

    private static List<String> cells(String line) {
        return line.indexOf('|') < 0
                ? List.of()
                : Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var pending = new ArrayList<Pending>();
        @Nullable Origin cited = null;
        @Nullable Origin first = null;
        List<String> columns = List.of();
        boolean patches = false;
        boolean none = false;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.text().isBlank()) continue;
                if (first == null) first = input.origin(line);
                var cells = line.text().length() > LONGEST ? List.<String>of() : cells(line.text());
                if (isUpdates(cells) || isPatches(cells)) {
                    columns = cells;
                    patches |= isPatches(cells);
                } else if (line.text().strip().equals("No updates found.")) none = true;
                else if (!columns.isEmpty() && cells.size() == columns.size() && pending.size() < MOST) {
                    var waits = row(columns, cells);
                    if (waits != null) {
                        pending.add(waits);
                        if (cited == null) cited = input.origin(line);
                        continue;
                    }
                }
                sink.ignored("a heading, or what is not needed");
            }
        }
        if (first == null) return;
        var time = Dating.of(input);
        if (pending.isEmpty() && !none) sink.rejected(first, "no update is listed, and none is said not to be there");
        else
            sink.fact(new PackageState(
                    "", time.instant(), patches || pending.isEmpty(), pending, time.on(cited == null ? first : cited)));
    }

    private static @Nullable Pending row(List<String> columns, List<String> cells) {
        var name = cells.get(columns.indexOf("Name"));
        if (name.isEmpty()) return null;
        if (!isPatches(columns))
            return new Pending(name, cells.get(columns.indexOf("Available Version")), false, null, false);
        int status = columns.indexOf("Status");
        if (status >= 0 && !cells.get(status).toLowerCase(Locale.ROOT).startsWith("needed")) return null;
        boolean security = cells.get(columns.indexOf("Category")).equalsIgnoreCase("security");
        return new Pending(name, "", security, null, false);
    }
}
