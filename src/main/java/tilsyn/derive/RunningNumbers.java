package tilsyn.derive;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Register;

/** Whether the running numbers of what people attest are without holes, in all files together (R4). */
final class RunningNumbers {
    private static final Pattern NUMBER = Pattern.compile("(.*?)([0-9]{1,9})");
    private static final int SHOWN = 10;

    private RunningNumbers() {}

    /** The attestations as one register that says which numbers are missing; null when none is. */
    static @Nullable Register missing(Facts facts) {
        SortedMap<String, TreeMap<Integer, Attestation>> series = new TreeMap<>();
        add(facts.customer(), series);
        for (var host : facts.hosts()) add(facts.of(host), series);
        var holes = new ArrayList<String>();
        Attestation after = null;
        int entries = 0;
        for (var one : series.entrySet()) {
            entries += one.getValue().size();
            for (var number : one.getValue().keySet()) {
                var next = one.getValue().higherEntry(number);
                if (next == null || next.getKey() == number + 1) continue;
                holes.add(hole(one.getKey(), number + 1, next.getKey() - 1));
                if (after == null) after = next.getValue();
            }
        }
        if (after == null) return null;
        var problem = "running numbers missing: " + String.join(", ", holes.subList(0, Math.min(SHOWN, holes.size())));
        return new Register("attestations", after.time(), entries, problem, after.origin());
    }

    private static void add(List<Fact> facts, SortedMap<String, TreeMap<Integer, Attestation>> series) {
        for (var fact : facts) {
            if (!(fact instanceof Attestation attestation)) continue;
            var number = NUMBER.matcher(attestation.no());
            if (number.matches())
                series.computeIfAbsent(number.group(1), year -> new TreeMap<>())
                        .putIfAbsent(Integer.valueOf(number.group(2)), attestation);
        }
    }

    private static String hole(String series, int first, int last) {
        return first == last ? series + first : "%s%d to %s%d".formatted(series, first, series, last);
    }
}
