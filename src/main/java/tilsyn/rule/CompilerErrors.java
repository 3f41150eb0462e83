package tilsyn.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.kie.api.builder.Message;

/**
 * What the compiler says, with the line it means. It mostly gives none, or one in Java that it made of the rule, but it quotes
 * what it can't understand.
 */
final class CompilerErrors {
    private static final int LONGEST = 200;
    private static final String GENERATED = "Java source of ";
    private static final Pattern CONDITION = Pattern.compile("PredicateInformation\\(\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern QUOTED =
            Pattern.compile("(?:expression:|Unknown field|Unable to find class:|Analyse Expression) (.+)");

    private final Unit unit;
    private final String[] lines;

    private CompilerErrors(Unit unit) {
        this.unit = unit;
        this.lines = unit.source().text().split("\n", -1);
    }

    static List<Problem> of(Unit unit, List<Message> errors) {
        return new CompilerErrors(unit).of(errors);
    }

    /** It ended in the middle, without a word about a line. */
    static Problem gaveUp(Unit unit, Throwable why) {
        var message = String.valueOf(why.getMessage()).lines().findFirst().orElse("");
        return new Problem(
                unit.source().path(),
                1,
                "The compiler gave up: %s: %s.".formatted(why.getClass().getSimpleName(), oneLine(message)),
                "");
    }

    private List<Problem> of(List<Message> errors) {
        var conditions = new TreeSet<Integer>();
        var problems = new TreeSet<Problem>();
        for (var error : errors)
            if (error.getText().startsWith(GENERATED)) {
                var condition = CONDITION.matcher(error.getText());
                if (condition.find()) conditions.add(lineOf(condition.group(1).replace("\\\"", "\"")));
            }
        for (var error : errors) {
            if (error.getText().startsWith(GENERATED)) continue;
            var text = error.getText().strip();
            int line = conditions.isEmpty() ? line(error, text) : conditions.first();
            problems.add(new Problem(unit.source().path(), line, "The compiler says: " + oneLine(text), ""));
        }
        if (problems.isEmpty())
            problems.add(new Problem(
                    unit.source().path(),
                    conditions.isEmpty() ? 1 : conditions.first(),
                    "The compiler can't make Java of this.",
                    ""));
        return new ArrayList<>(problems);
    }

    private int line(Message error, String text) {
        if (error.getLine() > 0 && String.valueOf(error.getPath()).endsWith(".drl")) return error.getLine();
        var quoted = QUOTED.matcher(text);
        return lineOf(quoted.find() ? quoted.group(1) : text.split(" ", 2)[0]);
    }

    /** The first line that holds the text whatever its spaces, or else its first word; else the first line. */
    private int lineOf(String text) {
        var bare = bare(text);
        for (int i = 0; i < lines.length; i++) if (bare(lines[i]).contains(bare)) return i + 1;
        var word = text.strip().split("[^A-Za-z0-9_$]", 2)[0];
        for (int i = 0; i < lines.length; i++) if (!word.isEmpty() && lines[i].contains(word)) return i + 1;
        return 1;
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String oneLine(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
