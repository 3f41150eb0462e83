package tilsyn.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.kie.api.builder.Message;

/** What the compiler says, with the line it means: it mostly gives none, but quotes what it can't understand. */
final class CompilerErrors {
    private static final Pattern QUOTED =
            Pattern.compile("(?:expression:?|Unknown field|Unable to find class:|Expression) (.+)");

    private CompilerErrors() {}

    static List<Problem> of(Unit unit, List<Message> errors) {
        var problems = new ArrayList<Problem>();
        for (var error : errors) {
            var text = error.getText().strip();
            int line = error.getLine() > 0 ? error.getLine() : line(unit, text);
            problems.add(new Problem(unit.source().path(), line, "The compiler says: " + oneLine(text), ""));
        }
        return problems;
    }

    private static String oneLine(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    /** The first line that holds what the message quotes, or its first word; else the first line. */
    private static int line(Unit unit, String text) {
        var quoted = QUOTED.matcher(text);
        if (!quoted.find()) return 1;
        var lines = unit.source().text().split("\n", -1);
        var whole = quoted.group(1).replace(" ", "");
        var word = quoted.group(1).strip().split("[^A-Za-z0-9_$]", 2)[0];
        for (int i = 0; i < lines.length; i++) if (lines[i].replace(" ", "").contains(whole)) return i + 1;
        for (int i = 0; i < lines.length; i++) if (!word.isEmpty() && lines[i].contains(word)) return i + 1;
        return 1;
    }
}
