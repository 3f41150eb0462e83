package tilsyn.rule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Area;
import tilsyn.verdict.Clause;
import tilsyn.verdict.Effort;
import tilsyn.verdict.Retired;
import tilsyn.verdict.Severity;
import tilsyn.verdict.Ticketing;
import tilsyn.verdict.Words;

/** Reads a card. Whatever is wrong with it is noted with its line; a card with problems is never used. */
final class CardReader {
    private static final List<String> KEYS = List.of(
            "id",
            "title",
            "why",
            "severity",
            "scope",
            "enabled",
            "applies",
            "not_applicable",
            "evidence",
            "parameters",
            "clauses",
            "ticket",
            "mappings",
            "retired");
    private static final List<String> ROLES = List.of(
            "server",
            "workstation",
            "domain_controller",
            "file_server",
            "sql",
            "hypervisor",
            "linux",
            "physical",
            "virtual");
    private static final List<String> NEEDS =
            List.of("scopes", "scopes_that_matter", "consistency", "raid", "disks", "fans", "cache", "power");
    private static final List<String> FRAMEWORKS = List.of("nsm", "iso27001", "cis", "nis2", "digsik");
    private static final List<String> EVIDENCE =
            List.of("fact", "source", "from", "max_age", "covers", "required", "declared", "when");
    private static final Pattern ID = Pattern.compile("[A-Z]{2,3}-\\d\\d");
    private static final Pattern CLAUSE = Pattern.compile("[FNW][1-9]");

    private final Source source;
    private final Entry card;
    private final Map<String, Entry> fields;
    private final Map<String, Integer> ruleLines;

    private CardReader(Source source, Entry card, Map<String, Integer> ruleLines) {
        this.source = source;
        this.card = card;
        this.fields = card.fields(KEYS);
        this.ruleLines = ruleLines;
    }

    /**
     * @param ruleLines line of the first rule of each clause in the card's clause file
     * @param drl path of that file
     */
    static Optional<Card> read(
            Source source, String drl, Map<String, Integer> ruleLines, String version, List<Problem> problems) {
        int before = problems.size();
        var card = Entry.read(source.path(), source.text(), problems)
                .map(entry -> new CardReader(source, entry, ruleLines).card(drl, version));
        return problems.size() == before ? card : Optional.empty();
    }

    private Card card(String drl, String version) {
        var settings = given("parameters").map(this::settings).orElse(List.of());
        return new Card(
                source.path(),
                id(),
                version,
                given("enabled").map(Entry::truth).orElse(true),
                given("retired").flatMap(this::retired).orElse(null),
                words("title"),
                words("why"),
                Severity.valueOf(
                        word("severity", "critical", "high", "medium", "low").toUpperCase(Locale.ROOT)),
                word("scope", "host", "customer").equals("host"),
                applies("roles", ROLES),
                applies("except", ROLES),
                applies("needs", NEEDS),
                given("not_applicable").map(CardReader::notApplicable).orElse(Map.of()),
                clauses(drl),
                list("evidence").stream()
                        .map(this::evidence)
                        .flatMap(Optional::stream)
                        .toList(),
                settings,
                ticket(),
                given("mappings").map(CardReader::mappings).orElse(Map.of()));
    }

    private Optional<Entry> given(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    private List<Entry> list(String key) {
        var entry = card.required(fields, key);
        return entry == null ? List.of() : entry.list();
    }

    private String id() {
        var entry = card.required(fields, "id");
        if (entry == null) return "AGR-00";
        var id = entry.text();
        if (!ID.matcher(id).matches()
                || Arrays.stream(Area.values()).noneMatch(area -> id.startsWith(area.name() + "-"))) {
            entry.problem("'%s' is no item id. Expected an area of %s and two digits, such as BCK-01."
                    .formatted(id, Arrays.toString(Area.values())));
            return "AGR-00";
        }
        if (!source.name().startsWith(id + "-") && !source.name().equals(id + ".yaml"))
            entry.problem("The id is %s, but the file is called %s.".formatted(id, source.name()));
        return id;
    }

    private Optional<Retired> retired(Entry entry) {
        var parts = entry.fields(List.of("when", "who", "why"));
        var when = entry.required(parts, "when");
        var who = entry.required(parts, "who");
        var why = entry.required(parts, "why");
        if (when == null || who == null || why == null) return Optional.empty();
        for (var word : List.of(who, why))
            if (word.text().isEmpty()) word.problem("Expected who retired it and why, found nothing.");
        try {
            return Optional.of(new Retired(
                    id(), words("title"), source.path(), LocalDate.parse(when.text()), who.text(), why.text()));
        } catch (DateTimeException wrong) {
            when.problem("'%s' is no date. Expected such as 2025-11-10.".formatted(when.text()));
            return Optional.empty();
        }
    }

    private Words words(String key) {
        var entry = card.required(fields, key);
        return entry == null ? Words.same("") : entry.words();
    }

    private String word(String key, String... known) {
        var entry = card.required(fields, key);
        return entry == null ? known[0] : entry.word(List.of(known));
    }

    private List<String> applies(String key, List<String> known) {
        var applies = fields.get("applies");
        if (applies == null) return List.of();
        var entry = applies.fields(List.of("roles", "except", "needs")).get(key);
        return entry == null
                ? List.of()
                : entry.list().stream().map(word -> word.word(known)).toList();
    }

    private static Map<String, String> notApplicable(Entry entry) {
        var values = new TreeMap<String, String>();
        var known = new ArrayList<>(Applies.declarable());
        entry.fields(known).forEach((key, value) -> values.put(key, value.text()));
        return values;
    }

    private List<Clause> clauses(String drl) {
        var entry = card.required(fields, "clauses");
        if (entry == null) return List.of();
        var clauses = new ArrayList<Clause>();
        entry.fields().forEach((id, clause) -> {
            if (!CLAUSE.matcher(id).matches()) {
                clause.problem("'%s' is no clause. Expected F, N or W and a number from 1 to 9.".formatted(id));
                return;
            }
            var parts = clause.fields(List.of("absence", "bare", "en", "nb"));
            var sentence = clause.words(parts);
            var absence = parts.get("absence");
            var line = ruleLines.get(id);
            clauses.add(new Clause(
                    id,
                    sentence,
                    parts.containsKey("bare") ? parts.get("bare").words() : sentence,
                    absence != null && absence.truth(),
                    line == null ? "" : drl + ":" + line));
        });
        // F before N before W is also the order of the letters
        clauses.sort(java.util.Comparator.comparing(Clause::id));
        return clauses;
    }

    private Optional<Evidence> evidence(Entry entry) {
        var fields = entry.fields(EVIDENCE);
        var fact = entry.required(fields, "fact");
        if (fact == null) return Optional.empty();
        var from = entry.required(fields, "from");
        return FactPattern.read(fact, fields.get("source"))
                .map(pattern -> new Evidence(
                        fact.text(),
                        pattern.type(),
                        from == null ? Words.same("") : from.words(),
                        pattern.matches(),
                        ageParameter(fields.get("max_age")).isEmpty()
                                ? byRole(fields.get("max_age"), Spans::read)
                                : Map.of(),
                        ageParameter(fields.get("max_age")),
                        fields.containsKey("covers") ? Spans.read(fields.get("covers")) : null,
                        truth(fields.get("required"), true),
                        truth(fields.get("declared"), false),
                        when(fields.get("when"))));
    }

    /** The card's parameter that says how old it may be; empty where the length of time itself stands there. */
    private String ageParameter(@Nullable Entry age) {
        var parameters = fields.get("parameters");
        return age != null
                        && age.isText()
                        && parameters != null
                        && parameters.fields().containsKey(age.text())
                ? age.text()
                : "";
    }

    private static boolean truth(@Nullable Entry entry, boolean otherwise) {
        return entry == null ? otherwise : entry.truth();
    }

    private static String when(@Nullable Entry entry) {
        if (entry == null) return "";
        var role = entry.required(entry.fields(List.of("role")), "role");
        return role == null ? "" : role.word(ROLES);
    }

    private static <T> Map<String, T> byRole(@Nullable Entry entry, Function<Entry, T> read) {
        var values = new LinkedHashMap<String, T>();
        if (entry == null) return values;
        if (entry.isMap()) entry.fields(ROLES).forEach((role, value) -> values.put(role, read.apply(value)));
        else values.put(Setting.ANY, read.apply(entry));
        return values;
    }

    private List<Setting> settings(Entry entry) {
        var settings = new ArrayList<Setting>();
        entry.fields().forEach((name, setting) -> {
            if (!name.matches("[a-z][a-z0-9_]*"))
                setting.problem("'%s' is no parameter name. Expected small letters, digits and _.".formatted(name));
            SettingReader.read(name, setting, each -> byRole(each, SettingReader::value))
                    .ifPresent(settings::add);
        });
        return settings;
    }

    private Ticketing ticket() {
        var entry = card.required(fields, "ticket");
        if (entry == null) return new Ticketing(Effort.M, Words.same(""), List.of());
        var parts = entry.fields(List.of("effort", "title", "steps"));
        var effort = parts.get("effort");
        var title = entry.required(parts, "title");
        var steps = entry.required(parts, "steps");
        return new Ticketing(
                effort == null ? Effort.M : effort.effort(),
                title == null ? Words.same("") : title.words(),
                steps == null
                        ? List.of()
                        : steps.list().stream().map(Entry::words).toList());
    }

    private static Map<String, List<String>> mappings(Entry entry) {
        var mappings = new TreeMap<String, List<String>>();
        entry.fields(FRAMEWORKS).forEach((framework, controls) -> mappings.put(framework, controls.texts()));
        return mappings;
    }
}
