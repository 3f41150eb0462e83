package tilsyn.agreement;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.decoder.Reading;
import tilsyn.fact.Fact;

/**
 * Something captured, of which its source says in what state it is.
 *
 * @param suite whose captures they are
 * @param name within the samples
 * @param asserted more than one where the source's state depends on what it was asked
 * @param files that belong together, the capture's own first
 */
record Capture(String suite, String name, Set<State> asserted, List<Path> files) {
    /** Options of a source that change what it asks; those of connections do not. */
    private static final String ASKS_OTHERWISE =
            "--(?:ignore|match|warning|critical|warn\\b|full|brief|inventory|failed|max)|=>";

    /** The state that one of them says by itself, all of them together, or all of them as one file. */
    boolean agrees() throws IOException {
        for (var state : states()) if (asserted.stream().anyMatch(state::agrees)) return true;
        return false;
    }

    /** What is said here: the worst of all files, unless the capture's own says something. */
    State state() throws IOException {
        var states = states();
        return states.get(0) == State.NOTHING ? states.get(states.size() - 1) : states.get(0);
    }

    private List<State> states() throws IOException {
        var states = new ArrayList<State>();
        var all = new ArrayList<Fact>();
        var whole = new ByteArrayOutputStream();
        for (var file : files) {
            var bytes = Files.readAllBytes(file);
            var reading = Reading.of(file.getFileName().toString(), bytes);
            if (states.isEmpty()) states.add(state(reading));
            all.addAll(reading.facts);
            whole.write(bytes);
            whole.write('\n');
        }
        if (files.size() > 1) states.add(State.of(all));
        if (files.size() > 1 && State.of(all) == State.NOTHING)
            states.add(state(Reading.of(files.get(0).getFileName().toString(), whole.toByteArray())));
        return states;
    }

    /** What is of a known format and all of it rejected is shown to people, as something that nobody knows. */
    private static State state(Reading reading) {
        var state = State.of(reading.facts);
        return state == State.NOTHING && !reading.rejected.isEmpty() ? State.UNKNOWN : state;
    }

    /** All captures below the folder that have an expected state. */
    static List<Capture> in(Path samples) throws IOException {
        var all = new ArrayList<Capture>();
        unix(samples, all);
        peers("check_raid", samples.resolve("peers/check_raid"), 3, all);
        peers("linuxfabrik", samples.resolve("peers/linuxfabrik"), 4, all);
        return all;
    }

    private static void unix(Path samples, List<Capture> all) throws IOException {
        var rows = rows(samples.resolve("unix/INDEX.tsv"));
        var groups = new TreeMap<String, Set<Path>>();
        for (var row : rows)
            if (row.length > 8)
                groups.computeIfAbsent(group(row), name -> new TreeSet<>())
                        .add(samples.resolve("unix").resolve(row[0]));
        for (var row : rows) {
            if (row.length < 9) continue;
            var asserted = State.asserted(row[6]);
            if (asserted == null) continue;
            var own = samples.resolve("unix").resolve(row[0]);
            var files = new ArrayList<>(List.of(own));
            if (!row[8].isEmpty())
                groups.get(group(row)).stream()
                        .filter(file -> !file.equals(own))
                        .forEach(files::add);
            all.add(new Capture("unix/" + row[1], row[0], EnumSet.of(asserted), files));
        }
    }

    /** Files of one run on one system: the index names groups without the system, which the file's name begins with. */
    private static String group(String[] row) {
        var file = row[0].substring(row[0].lastIndexOf('/') + 1);
        int system = file.indexOf("__");
        return row[8] + "\t" + (system < 0 ? "" : file.substring(0, system));
    }

    /** A folder or file for each case; where a source was also asked without options of its own, only that counts. */
    private static void peers(String suite, Path folder, int state, List<Capture> all) throws IOException {
        Map<String, Set<State>> plain = new LinkedHashMap<>();
        Map<String, Set<State>> otherwise = new LinkedHashMap<>();
        for (var row : rows(folder.resolve("EXPECTED.tsv"))) {
            var asserted = row.length > state ? State.asserted(row[state]) : null;
            if (asserted == null) continue;
            boolean asks = row[state - 1].matches(".*(?:" + ASKS_OTHERWISE + ").*");
            (asks ? otherwise : plain)
                    .computeIfAbsent(row[0] + "/" + row[1], name -> EnumSet.noneOf(State.class))
                    .add(asserted);
        }
        otherwise.forEach(plain::putIfAbsent);
        for (var capture : plain.entrySet())
            all.add(new Capture(suite, capture.getKey(), capture.getValue(), files(folder.resolve(capture.getKey()))));
    }

    private static List<Path> files(Path at) throws IOException {
        try (var files = Files.walk(at)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<String[]> rows(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .map(line -> line.split("\t", -1))
                .toList();
    }
}
