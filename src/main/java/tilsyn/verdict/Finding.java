package tilsyn.verdict;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;

/**
 * One clause that fired on one thing.
 *
 * @param object what it is about: a disk, a job, a volume, an account; empty when the host as a whole
 * @param values what the texts need, by placeholder name, already formatted the same in all languages
 * @param reason for N clauses; null otherwise
 * @param cited the facts the rule matched, sorted
 */
public record Finding(
        String item,
        String clause,
        String object,
        Map<String, String> values,
        @Nullable Reason reason,
        List<Fact> cited) {
    public Finding {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        cited = List.copyOf(cited);
    }

    /** The first of them, resting on what they all rest on. */
    static Finding ofAlike(List<Finding> alike) {
        var first = alike.get(0);
        if (alike.size() == 1) return first;
        var cited = new TreeSet<>(Facts.ORDER);
        for (var finding : alike) cited.addAll(finding.cited);
        return new Finding(first.item, first.clause, first.object, first.values, first.reason, List.copyOf(cited));
    }

    /** The clause's sentence with this finding's values. */
    public Words said(Item of) {
        return of.clause(clause).said(words());
    }

    /** What texts may name, by placeholder, as people say it; without what has no value. */
    public Map<String, Words> words() {
        var words = new TreeMap<String, Words>();
        if (!object.isEmpty()) words.put("object", Words.same(object));
        values.forEach((name, value) -> {
            if (!value.isEmpty()) words.put(name, Vocabulary.of(name, value));
        });
        return words;
    }
}
