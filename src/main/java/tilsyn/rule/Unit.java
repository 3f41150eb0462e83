package tilsyn.rule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The clauses of one item: one DRL file, compiled alone.
 *
 * @param packaged Java package of its compiled classes
 */
record Unit(String item, String packaged, Source source) {
    /** What every clause file may use without saying so; on its first line, so that line numbers stay right. */
    private static final String HEADER = "package %s; "
            + "import tilsyn.fact.*; import java.time.*; "
            + "import tilsyn.rule.AsOf; import tilsyn.rule.Param; import tilsyn.rule.Subject; "
            + "import tilsyn.verdict.Reason; "
            + "import java.util.List; import java.util.Map; "
            + "global tilsyn.rule.Say say; ";

    private static final Pattern RULE = Pattern.compile("^\\s*rule\\s+\"[A-Z]{2,3}-\\d\\d ([FNW][1-9]) ");

    private static final Pattern PACKAGE = Pattern.compile("tilsyn\\.rules\\.([a-z]{2,3})(\\d\\d)");

    static Unit of(String item, Source source) {
        return new Unit(item, packaged(item), source);
    }

    /** The Java package of an item's compiled clauses. */
    static String packaged(String item) {
        return "tilsyn.rules." + item.toLowerCase(Locale.ROOT).replace("-", "");
    }

    /** The item whose compiled clauses are in that Java package; empty when it is none's. */
    static String item(String packaged) {
        var match = PACKAGE.matcher(packaged);
        return match.matches() ? match.group(1).toUpperCase(Locale.ROOT) + "-" + match.group(2) : "";
    }

    /** What is compiled. */
    String drl() {
        return HEADER.formatted(packaged) + source.text();
    }

    /** What its compiled classes depend on: text, card's clauses, engine, Java, and the shape of facts. */
    String key(Card card) {
        return Hash.of(List.of(
                Rulebook.ENGINE,
                Lint.VERSION,
                String.valueOf(Runtime.version().feature()),
                FactTypes.SHAPE,
                card.clauses().stream()
                        .map(clause -> clause.id() + clause.sentence() + clause.bare())
                        .toList()
                        .toString(),
                drl()));
    }

    /** The line of the first rule of each clause. */
    static Map<String, Integer> ruleLines(String text) {
        var lines = new TreeMap<String, Integer>();
        int number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            var rule = RULE.matcher(line);
            if (rule.find()) lines.putIfAbsent(rule.group(1), number);
        }
        return lines;
    }

    /** The first line with this text, else the first line. */
    int lineOf(String text) {
        var lines = source.text().split("\n", -1);
        for (int i = 0; i < lines.length; i++) if (lines[i].contains(text)) return i + 1;
        return 1;
    }
}
