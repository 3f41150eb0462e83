package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import tilsyn.verdict.Area;

/**
 * {@code rules/README.md} lists the checklist as it is. With {@code -Dtilsyn.readme.write=true} its table is written instead.
 */
class RulesReadmeTest {
    private static final Path README = Path.of("rules", "README.md");
    private static final String BEGIN = "<!-- items -->\n";
    private static final String END = "<!-- end of items -->\n";

    @Test
    void the_table_of_items_is_the_rulebooks() throws Exception {
        var expected = table(Rulebook.load(Path.of("rules"), Path.of("target", "rulebook")));
        var text = Files.readString(README);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        if (Boolean.getBoolean("tilsyn.readme.write"))
            Files.writeString(README, text.substring(0, from) + expected + text.substring(to));

        var now = Files.readString(README);
        assertThat(now.substring(now.indexOf(BEGIN) + BEGIN.length(), now.indexOf(END)))
                .isEqualTo(expected);
    }

    private static String table(Rulebook rulebook) {
        var lines = new ArrayList<String>();
        for (var area : Area.values()) {
            var items = rulebook.items().stream()
                    .filter(item -> item.area() == area)
                    .toList();
            if (items.isEmpty()) continue;
            lines.add("");
            lines.add("### %s / %s".formatted(area.title().nb(), area.title().en()));
            lines.add("");
            lines.add("| | på norsk | in English | |");
            lines.add("|---|---|---|---|");
            for (var item : items)
                lines.add("| [%s](%s) | %s | %s | %s, %s |"
                        .formatted(
                                item.id(),
                                rulebook.file(item.id()).replaceFirst("^rules/", ""),
                                item.title().nb(),
                                item.title().en(),
                                item.severity().name().toLowerCase(java.util.Locale.ROOT),
                                item.perHost() ? "per host" : "per customer"));
        }
        lines.add("");
        return String.join("\n", lines) + "\n";
    }
}
