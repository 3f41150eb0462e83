package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
 * Reads {@code apt list --upgradable}, with the names that {@code apt-mark showhold} prints behind it. A security update is
 * one that a pocket with {@code -security} offers.
 */
public final class AptListDecoder implements Decoder {
    private static final Pattern ROW = Pattern.compile(
            "([a-z0-9][a-z0-9+.-]{0,200})/(\\S{1,400}) (\\S{1,200}) (\\S{1,40}) \\[[^\\]:]{1,80}: ?\\S{1,200}\\]\\s*");
    private static final Pattern NAME = Pattern.compile("([a-z0-9][a-z0-9+.-]{1,200})(?::\\w{1,20})?");
    private static final Pattern LISTING =
            Pattern.compile("Listing\\.\\.\\..{0,20}|.{3,60}(?:\\.\\.\\.|…)(?: \\w{2,20})?");
    private static final String WARNING = "WARNING: apt does not have a stable CLI interface";
    private static final int MOST = 20_000;

    @Override
    public Format format() {
        return new Format(
                "apt-list",
                Family.UPDATES,
                "Waiting packages of Debian or Ubuntu (apt list --upgradable)",
                "(LC_ALL=C apt list --upgradable; apt-mark showhold) > apt-HOST-$(date +%Y%m%dT%H%M).txt 2>&1   (daily)",
                List.of("UPD-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        for (var line : head.lines(6))
            if (line.startsWith("Listing...")
                    || line.startsWith(WARNING)
                    || ROW.matcher(line).matches()) return true;
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var pending = new ArrayList<Pending>();
        Set<String> held = new TreeSet<>();
        Origin cited = null;
        Origin first = null;
        boolean listed = false;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().length() > 1_000 ? line.text().substring(0, 1_000) : line.text();
                if (first == null) first = input.origin(line);
                var row = ROW.matcher(text);
                var name = NAME.matcher(text.strip());
                if (row.matches() && pending.size() < MOST) {
                    listed = true;
                    boolean security = isSecurity(row.group(2));
                    // what a person follows up is the row of the first security update
                    if (security && cited == null) cited = input.origin(line);
                    pending.add(new Pending(row.group(1), row.group(3), security, null, false));
                    if (pending.size() > 1) sink.ignored("a further row of the same list");
                } else if (text.isBlank() || text.startsWith("WARNING: ")) sink.ignored("heading");
                else if (!listed && LISTING.matcher(text.strip()).matches()) {
                    listed = true;
                    sink.ignored("heading");
                } else if (name.matches() && held.size() < MOST) {
                    held.add(name.group(1));
                    sink.ignored("a package on hold");
                } else sink.rejected(input.origin(line), "expected a package, as apt list prints it");
            }
        }
        if (first != null && listed) sink.fact(state(pending, held, cited == null ? first : cited, input));
        else if (first != null) sink.rejected(first, "expected the list of apt list --upgradable");
    }

    private static PackageState state(List<Pending> pending, Set<String> held, Origin origin, Input input) {
        var time = Dating.of(input);
        var marked = pending.stream()
                .map(one -> new Pending(
                        one.name(), one.version(), one.security(), one.firstSeen(), held.contains(one.name())))
                .toList();
        return new PackageState("", time.instant(), true, marked, time.on(origin));
    }

    private static boolean isSecurity(String pockets) {
        for (var pocket : pockets.split(",")) if (pocket.endsWith("-security")) return true;
        return false;
    }
}
