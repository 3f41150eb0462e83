package tilsyn.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes an item out of use: a line on its card. Whatever else rests on the item has to let go of it first. */
public final class Retirement {
    private static final Pattern FIRST = Pattern.compile("(?m)^id:.*(?:\\R|\\z)");

    private Retirement() {}

    /**
     * Where other cards, clauses and links name the item, as problems; scenarios and comments don't count.
     *
     * @param file the item's card, as the rulebook names it
     */
    public static List<Problem> inTheWay(Path rules, String id, String file) throws IOException {
        var own = file.replaceFirst("\\.yaml$", "");
        var word = Pattern.compile("\\b" + Pattern.quote(id) + "\\b");
        var problems = new ArrayList<Problem>();
        for (var source : Sources.read(rules, problems)) {
            if (source.is(".test.yaml") || source.path().startsWith(own + ".")) continue;
            var lines = source.text().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i).strip();
                if (line.startsWith("#")
                        || line.startsWith("//")
                        || !word.matcher(line).find()) continue;
                problems.add(new Problem(source.path(), i + 1, "speaks of %s: %s".formatted(id, line), ""));
            }
        }
        return List.copyOf(problems);
    }

    /**
     * Writes it on the card, below the id, and nothing else.
     *
     * @param card the file
     * @throws IOException if it has no line for the id
     */
    public static void write(Path card, LocalDate when, String who, String why) throws IOException {
        var text = Files.readString(card);
        var id = FIRST.matcher(text);
        if (!id.find()) throw new IOException("%s has no line that begins with 'id:'".formatted(card));
        var line = "retired: { when: %s, who: %s, why: %s }\n".formatted(when, Quoted.of(who), Quoted.of(why));
        Files.writeString(card, text.substring(0, id.end()) + line + text.substring(id.end()));
    }
}
