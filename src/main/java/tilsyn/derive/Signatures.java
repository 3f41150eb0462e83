package tilsyn.derive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.LogEvent;

/** All signatures of a rules folder. Names log events; of several signatures that fit, the first by file and line. */
public final class Signatures {
    /** No signatures: every event is its own. */
    public static final Signatures NONE = new Signatures(List.of(), List.of());

    private final SortedMap<String, Signature> byId = new TreeMap<>();
    private final Map<Integer, List<SignatureMatch>> byEventId = new HashMap<>();
    private final Map<String, List<SignatureMatch>> byProgram = new HashMap<>();
    private final List<SignatureMatch> ofAnyProgram = new ArrayList<>();
    private final List<SignatureTest> tests;

    private Signatures(List<SignatureMatch> matches, List<SignatureTest> tests) {
        this.tests = List.copyOf(tests);
        for (var match : matches) {
            byId.put(match.signature().id(), match.signature());
            if (match instanceof SignatureMatch.ById ids)
                for (int id : ids.ids())
                    byEventId.computeIfAbsent(id, i -> new ArrayList<>()).add(ids);
            if (match instanceof SignatureMatch.ByPattern pattern) {
                if (pattern.programs().isEmpty()) ofAnyProgram.add(pattern);
                for (var program : pattern.programs())
                    byProgram.computeIfAbsent(program, p -> new ArrayList<>()).add(pattern);
            }
        }
    }

    /**
     * @param files text by path, as people open them
     * @throws SignaturesBroken with all that is wrong in them
     */
    public static Signatures of(SortedMap<String, String> files) throws SignaturesBroken {
        var reader = new SignatureReader();
        files.forEach(reader::file);
        if (!reader.problems().isEmpty()) throw new SignaturesBroken(reader.problems());
        return new Signatures(reader.matches(), reader.tests());
    }

    public List<Signature> all() {
        return List.copyOf(byId.values());
    }

    public Optional<Signature> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** What the tests that stand beside signatures find wrong; empty when each says what its signature does. */
    public List<String> failures() {
        return tests.stream().flatMap(test -> test.failure(this).stream()).toList();
    }

    /** The event's signature, or null when none names it. */
    @Nullable
    Named name(LogEvent event) {
        if (event.eventId() >= 0) return first(byEventId.get(event.eventId()), event);
        var named = first(byProgram.get(event.provider()), event);
        return named != null || ofAnyProgram.isEmpty() ? named : first(ofAnyProgram, event);
    }

    private static @Nullable Named first(@Nullable List<SignatureMatch> matches, LogEvent event) {
        if (matches == null) return null;
        for (int i = 0; i < matches.size(); i++) {
            var match = matches.get(i);
            var values = match.values(event);
            if (values != null) return new Named(match, values);
        }
        return null;
    }

    /** A signature's match of an event, with the values of the fields it takes from it. */
    static final class Named {
        private final SignatureMatch match;
        private final @Nullable String[] values;

        private Named(SignatureMatch match, @Nullable String[] values) {
            this.match = match;
            this.values = values;
        }

        Signature signature() {
            return match.signature();
        }

        /** What tells the event from those that other matches of the signature name. */
        String kind(LogEvent event) {
            return match.kind(event);
        }

        /** The fields that have values. */
        Map<String, String> fields() {
            var fields = new TreeMap<String, String>();
            for (int i = 0; i < values.length; i++) {
                var value = values[i];
                if (value != null) fields.put(match.given().get(i), value);
            }
            return fields;
        }

        /** The values of the fields by which the signature's counts are kept apart, null where one is missing. */
        @Nullable
        String[] key() {
            var by = signature().by();
            if (by.isEmpty()) return values.length == 0 ? values : new @Nullable String[0];
            var key = new @Nullable String[by.size()];
            for (int i = 0; i < key.length; i++) {
                int at = match.given().indexOf(by.get(i));
                if (at >= 0) key[i] = values[at];
            }
            return key;
        }
    }
}
