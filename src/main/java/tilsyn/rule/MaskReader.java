package tilsyn.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Words;

/** Reads {@code masking.yaml}: what is hidden before anyone sees it. Each mask is tried on the lines it brings. */
final class MaskReader {
    static final String FILE = "masking.yaml";

    private static final List<String> KEYS =
            List.of("mask", "says", "near", "patterns", "check", "findings", "then", "test");
    private static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile("[a-z][a-z0-9-]*");

    private final Set<String> names = new HashSet<>();

    private MaskReader() {}

    static Masking read(Source source, List<Problem> problems) {
        var reader = new MaskReader();
        var masks = new ArrayList<Mask>();
        var trials = new ArrayList<Runnable>();
        Entry.read(source.path(), source.text(), problems)
                .ifPresent(all -> all.list().forEach(entry -> reader.mask(entry, masks, trials)));
        trials.forEach(Runnable::run);
        return new Masking(masks);
    }

    private void mask(Entry entry, List<Mask> masks, List<Runnable> trials) {
        var fields = entry.fields(KEYS);
        var name = entry.required(fields, "mask");
        var says = entry.required(fields, "says");
        var patterns = entry.required(fields, "patterns");
        var test = entry.required(fields, "test");
        boolean checked = fields.containsKey("check")
                && fields.get("check").word(List.of("fodselsnummer")).equals("fodselsnummer");
        if (!checked) entry.required(fields, "near");
        if (name == null || patterns == null) return;
        if (!NAME.matcher(name.text()).matches())
            name.problem(
                    "A mask's name has small letters, digits and hyphens only, found '%s'.".formatted(name.text()));
        if (!names.add(name.text()))
            name.problem("The mask '%s' stands here for the second time.".formatted(name.text()));
        var mask = new Mask(
                name.text(),
                says == null ? Words.same("") : says.words(),
                near(fields),
                patterns.list().stream().flatMap(MaskReader::pattern).toList(),
                checked,
                !fields.containsKey("findings") || fields.get("findings").truth(),
                then(fields.get("then")));
        masks.add(mask);
        if (test != null) trials.add(() -> tried(mask, test));
    }

    private static Mask.@Nullable Then then(@Nullable Entry entry) {
        if (entry == null) return null;
        var fields = entry.fields(List.of("patterns", "until", "lines"));
        var patterns = entry.required(fields, "patterns");
        var until = entry.required(fields, "until");
        var lines = entry.required(fields, "lines");
        if (patterns == null || until == null || lines == null) return null;
        if (!lines.text().matches("[1-9][0-9]{0,3}")) {
            lines.problem("Expected how many lines at most, 1 to 9999, found '%s'.".formatted(lines.text()));
            return null;
        }
        var end = pattern(until).findFirst();
        return end.isEmpty()
                ? null
                : new Mask.Then(
                        patterns.list().stream().flatMap(MaskReader::pattern).toList(),
                        end.get(),
                        Integer.parseInt(lines.text()));
    }

    private static List<String> near(Map<String, Entry> fields) {
        var near = fields.get("near");
        if (near == null) return List.of();
        for (var word : near.list())
            if (word.text().isEmpty() || !word.text().equals(word.text().toLowerCase(Locale.ROOT)))
                word.problem("Expected a text in lower case to look for, found '%s'.".formatted(word.text()));
        return near.texts();
    }

    private static java.util.stream.Stream<Pattern> pattern(Entry entry) {
        try {
            var pattern = Pattern.compile(entry.text());
            if (!pattern.matches("")) return java.util.stream.Stream.of(pattern);
            entry.problem("'%s' matches an empty text too, and would hide nothing.".formatted(entry.text()));
        } catch (PatternSyntaxException wrong) {
            entry.problem("Not a pattern of RE2: %s.".formatted(wrong.getMessage()));
        }
        return java.util.stream.Stream.of();
    }

    private static void tried(Mask mask, Entry test) {
        var fields = test.fields(List.of("masks", "leaves", "blocks"));
        var masks = test.required(fields, "masks");
        var leaves = test.required(fields, "leaves");
        if (masks == null || leaves == null) return;
        for (var line : masks.list()) {
            var masked = mask.over(line.text());
            if (!masked.contains(mask.mark()))
                line.problem("'%s' doesn't mask this line: %s".formatted(mask.name(), line.text()));
            else if (!mask.over(masked).equals(masked))
                line.problem("'%s' masks its own mark again: %s".formatted(mask.name(), mask.over(masked)));
        }
        if (fields.containsKey("blocks")) for (var block : fields.get("blocks").list()) block(mask, block);
        for (var line : leaves.list())
            if (!mask.over(line.text()).equals(line.text()))
                line.problem("'%s' should leave this line, and makes of it: %s"
                        .formatted(mask.name(), mask.over(line.text())));
    }

    /** What stands between the first line of a block and its last holds something that is hidden. */
    private static void block(Mask mask, Entry block) {
        var reading = new Masking(List.of(mask)).reading();
        var lines = block.text().strip().lines().toList();
        lines.forEach(reading::read);
        if (lines.size() < 3) block.problem("A block has three lines or more, found %d.".formatted(lines.size()));
        else
            for (var line : lines.subList(1, lines.size() - 1))
                if (!reading.apply(line).contains(mask.mark()))
                    block.problem("'%s' doesn't mask this line of a block: %s".formatted(mask.name(), line));
    }
}
