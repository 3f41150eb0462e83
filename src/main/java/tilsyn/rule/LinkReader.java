package tilsyn.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tilsyn.fact.Maybe;
import tilsyn.verdict.Effort;
import tilsyn.verdict.Link;
import tilsyn.verdict.Words;

/** Reads {@code links.yaml}: which findings belong together. */
final class LinkReader {
    static final String FILE = "links.yaml";

    private static final List<String> KEYS =
            List.of("link", "lead", "with", "hosts", "within", "title", "says", "action", "effort");

    private static final Pattern CLAUSE = Pattern.compile("[FW][1-9]");

    private final Set<String> items;

    private LinkReader(Set<String> items) {
        this.items = items;
    }

    /** @param items those that the rulebook has */
    static List<Link> read(Source source, Set<String> items, List<Problem> problems) {
        var reader = new LinkReader(items);
        var links = new ArrayList<Link>();
        Entry.read(source.path(), source.text(), problems)
                .ifPresent(all -> all.list().forEach(entry -> links.add(reader.link(entry))));
        return links;
    }

    private Link link(Entry entry) {
        var fields = entry.fields(KEYS);
        var id = entry.required(fields, "link");
        var lead = entry.required(fields, "lead");
        var with = entry.required(fields, "with");
        var effort = entry.required(fields, "effort");
        return new Link(
                id == null ? "" : id.text(),
                lead == null ? new Link.Pick("", "") : pick(lead),
                with == null ? List.of() : with.list().stream().map(this::pick).toList(),
                fields.containsKey("hosts")
                        && fields.get("hosts").word(List.of("same", "all")).equals("all"),
                fields.containsKey("within") ? Spans.read(fields.get("within")) : null,
                words(entry, fields, "title"),
                words(entry, fields, "says"),
                words(entry, fields, "action"),
                effort == null ? Effort.M : effort.effort());
    }

    private static Words words(Entry entry, Map<String, Entry> fields, String key) {
        var said = entry.required(fields, key);
        return said == null ? Words.same("") : said.words();
    }

    private Link.Pick pick(Entry entry) {
        var words = entry.text().split(" ", 2);
        var clause = words.length == 1 ? "" : words[1];
        if (!items.contains(words[0]))
            entry.problem("There is no item '%s'.".formatted(words[0]), Maybe.word(words[0], items));
        if (!clause.isEmpty() && !CLAUSE.matcher(clause).matches())
            entry.problem(
                    "Expected an item, or an item and a clause such as LOG-05 W2, found '%s'.".formatted(entry.text()));
        return new Link.Pick(words[0], clause);
    }
}
