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

    /** The same, resting on what the other rests on too. */
    Finding with(Finding other) {
        var all = new TreeSet<>(Facts.ORDER);
        all.addAll(cited);
        all.addAll(other.cited);
        return new Finding(item, clause, object, values, reason, List.copyOf(all));
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
