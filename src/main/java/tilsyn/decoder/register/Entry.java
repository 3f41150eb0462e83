package tilsyn.decoder.register;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Moment;
import tilsyn.fact.Maybe;
import tilsyn.fact.Origin;

/** One entry of a register, asked field by field. What is written wrongly is rejected with its line and left out. */
final class Entry {
    private static final Set<String> YES = Set.of("true", "yes", "ja");
    private static final Set<String> NO = Set.of("false", "no", "nei");

    private final Page page;
    private final Node.Fields fields;

    Entry(Page page, Node.Fields fields) {
        this.page = page;
        this.fields = fields;
    }

    Page page() {
        return page;
    }

    Origin origin() {
        return page.origin(fields.line(), fields.last());
    }

    /** Cites the entry with how the time in that field was understood. */
    Origin origin(@Nullable Moment moment) {
        return moment == null ? origin() : origin().withTime(moment.text(), moment.note());
    }

    /** Complains of every key that does not exist; the entry is read all the same. */
    void expect(Collection<String> keys) {
        fields.values().keySet().stream()
                .filter(key -> !keys.contains(key))
                .forEach(key -> rejected(
                        key,
                        "unknown key '%s'. It has: %s.%s"
                                .formatted(shown(key), String.join(", ", keys), Maybe.of(key, keys))));
    }

    void rejected(String reason) {
        page.rejected(fields.line(), reason);
    }

    void rejected(String key, String reason) {
        page.rejected(fields.lines().getOrDefault(key, fields.line()), reason);
    }

    boolean has(String key) {
        var node = fields.values().get(key);
        return node != null
                && !(node instanceof Node.Scalar scalar && scalar.text().isEmpty());
    }

    @Nullable
    Node node(String key) {
        return fields.values().get(key);
    }

    /** The value as text, or empty. */
    String text(String key) {
        var node = fields.values().get(key);
        if (node == null) return "";
        if (node instanceof Node.Scalar scalar) return scalar.text();
        if (node instanceof Node.Items items && items.nodes().stream().allMatch(Node.Scalar.class::isInstance))
            return String.join(", ", texts(items));
        rejected(key, "'%s' holds a list or keys; expected one value".formatted(key));
        return "";
    }

    /** The value under the first of these keys that has one. */
    String text(String key, String other) {
        var text = text(key);
        return text.isEmpty() ? text(other) : text;
    }

    /** The value in lower case when it is one of the known words, else the fallback, with a complaint. */
    String word(String key, Collection<String> known, String fallback) {
        var text = text(key).toLowerCase(Locale.ROOT);
        if (text.isEmpty() || known.contains(text)) return text.isEmpty() ? fallback : text;
        rejected(
                key,
                "%s '%s' is not known; expected %s.%s"
                        .formatted(key, shown(text), String.join(", ", known), Maybe.of(text, known)));
        return fallback;
    }

    /** A list, or one text with its parts set off by {@code |} or {@code ;}. */
    List<String> list(String key) {
        var node = fields.values().get(key);
        if (node instanceof Node.Items items) return texts(items);
        var text = text(key);
        if (text.isEmpty()) return List.of();
        var parts = new ArrayList<String>();
        for (var part : text.split("[|;]")) if (!part.isBlank()) parts.add(part.strip());
        return parts;
    }

    private static List<String> texts(Node.Items items) {
        var texts = new ArrayList<String>();
        for (var node : items.nodes())
            if (node instanceof Node.Scalar scalar && !scalar.text().isBlank()) texts.add(scalar.text());
        return texts;
    }

    /** The entries of a list of entries; plain values among them are given under {@code key}. */
    List<Entry> entries(String list, String key) {
        var node = fields.values().get(list);
        var entries = new ArrayList<Entry>();
        if (node instanceof Node.Fields one) entries.add(new Entry(page, one));
        if (node instanceof Node.Items items)
            for (var item : items.nodes())
                entries.add(item instanceof Node.Fields one ? new Entry(page, one) : plain(key, item));
        if (node instanceof Node.Scalar scalar)
            for (var part : list(list)) entries.add(plain(key, new Node.Scalar(part, scalar.line())));
        return entries;
    }

    private Entry plain(String key, Node value) {
        return new Entry(
                page, new Node.Fields(Map.of(key, value), Map.of(key, value.line()), value.line(), value.line()));
    }

    @Nullable
    Moment start(String key) {
        return moment(key, Moment.start(text(key), page.zone(), page.zoneNote()));
    }

    @Nullable
    Moment end(String key) {
        return moment(key, Moment.end(text(key), page.zone(), page.zoneNote()));
    }

    @Nullable
    Instant instant(String key) {
        var moment = start(key);
        return moment == null ? null : moment.instant();
    }

    /** The same, where local times are of another zone than the file's. */
    @Nullable
    Instant instant(String key, ZoneId zone) {
        var moment = moment(key, Moment.start(text(key), zone, "zone " + zone));
        return moment == null ? null : moment.instant();
    }

    @Nullable
    LocalDate date(String key) {
        var moment = start(key);
        if (moment == null) return null;
        return moment.day() != null ? moment.day() : LocalDate.ofInstant(moment.instant(), page.zone());
    }

    private @Nullable Moment moment(String key, @Nullable Moment moment) {
        if (moment == null && !text(key).isEmpty())
            rejected(
                    key,
                    "%s '%s' is no date; expected 2025-10-12, 12.10.2025, either with 00:30, or 2025-10-12T00:30:00+02:00"
                            .formatted(key, shown(text(key))));
        return moment;
    }

    @Nullable
    Integer count(String key) {
        var text = text(key);
        if (text.isEmpty()) return null;
        if (text.matches("[0-9]{1,6}")) return Integer.valueOf(text);
        rejected(key, "%s '%s' is no count; expected 0, 1, 2, ...".formatted(key, shown(text)));
        return null;
    }

    @Nullable
    Boolean flag(String key) {
        var text = text(key).toLowerCase(Locale.ROOT);
        if (text.isEmpty()) return null;
        if (YES.contains(text)) return true;
        if (NO.contains(text)) return false;
        rejected(key, "%s '%s' is neither true nor false".formatted(key, shown(text)));
        return null;
    }

    /** Hours, whole or with a decimal point or comma. */
    @Nullable
    Duration hours(String key) {
        var text = text(key).replace(',', '.');
        if (text.isEmpty()) return null;
        if (text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?"))
            return Duration.ofSeconds(Math.round(Double.parseDouble(text) * 3600));
        rejected(key, "%s '%s' is no number of hours".formatted(key, shown(text)));
        return null;
    }

    @Nullable
    ZoneId zone(String key) {
        var text = text(key);
        if (text.isEmpty()) return null;
        try {
            return ZoneId.of(text);
        } catch (java.time.DateTimeException unknown) {
            rejected(key, "%s '%s' is no time zone; expected one such as Europe/Oslo".formatted(key, shown(text)));
            return null;
        }
    }

    static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
