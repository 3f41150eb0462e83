package tilsyn.decoder.register;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Moment;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Maybe;
import tilsyn.fact.Person;

/** {@code attestations}: what named people state to have done (R4). */
final class AttestationsForm implements Form {
    private static final List<String> TYPES = List.of(
            "agreement_review",
            "log_review",
            "av_review",
            "patch_plan",
            "emergency_change",
            "change_record",
            "root_cause",
            "hw_visual_check",
            "test_alert",
            "part_replaced",
            "restore_test",
            "offline_rotation",
            "dr_exercise",
            "key_escrow",
            "user_talk",
            "esu",
            "fit_review",
            "report_delivery");
    /** What only some types ask for, kept as written. */
    private static final List<String> MORE = List.of(
            "bytes",
            "classes",
            "duration_min",
            "files",
            "findings",
            "lessons",
            "looking_ahead",
            "method",
            "new_serial",
            "object",
            "old_serial",
            "ordered_by",
            "rto_h",
            "sample_hash",
            "source_repo",
            "trends");

    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    static List<String> types() {
        return TYPES.stream().sorted().toList();
    }

    @Override
    public Format format() {
        return new Format(
                "attestations",
                Family.REGISTER,
                "Attestations: what was done, by whom, when",
                "write attestations.yaml: - { no: 2025-118, type: restore_test, who: ..., when: ..., what: ..., subject: [HOST] }",
                List.of(
                        "AGR-01", "LOG-02", "LOG-08", "OPS-01", "AV-07", "BCK-05", "BCK-07", "BCK-08", "BCK-09",
                        "UPD-05", "UPD-09", "USR-01", "USR-02", "RPT-01", "RPT-02", "HW-09", "HW-10", "HW-11"));
    }

    @Override
    public List<String> sections() {
        return List.of("attestations");
    }

    @Override
    public String entries() {
        return "attestations";
    }

    @Override
    public List<String> keys() {
        return List.of(
                "no",
                "type",
                "who",
                "role",
                "when",
                "what",
                "subject",
                "subjects",
                "period_from",
                "period_to",
                "mode",
                "participants",
                "friction",
                "scope",
                "sample",
                "sample_hash",
                "verification",
                "verified_by",
                "result",
                "about",
                "entered",
                "classes",
                "source_repo",
                "target",
                "method",
                "bytes",
                "files",
                "duration_min",
                "rto_h",
                "lessons",
                "evidence_ref",
                "sha256",
                "valid_until",
                "findings",
                "findings_handled",
                "looking_ahead",
                "trends",
                "ordered_by",
                "object",
                "old_serial",
                "new_serial");
    }

    @Override
    public Set<String> marks() {
        return Set.of("type", "who", "when");
    }

    @Override
    public String name(Fact fact) {
        return fact instanceof Attestation attestation ? attestation.no() : "";
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var form = entry.text("type").toLowerCase(Locale.ROOT);
        if (!TYPES.contains(form)) {
            entry.rejected(
                    "type",
                    "type '%s' is not known. There are: %s.%s"
                            .formatted(Entry.shown(form), String.join(", ", TYPES), Maybe.of(form, TYPES)));
            return List.of();
        }
        var when = entry.start("when");
        var periodTo = entry.has("period_to") ? entry.end("period_to") : entry.end("valid_until");
        return List.of(new Attestation(
                entry.text("no"),
                form,
                entry.text("who"),
                entry.text("role"),
                when == null ? Instant.EPOCH : when.instant(),
                entry.text("what"),
                entry.has("subject") ? entry.list("subject") : entry.list("subjects"),
                entry.instant("period_from"),
                periodTo == null ? null : periodTo.instant(),
                entry.text("mode").toLowerCase(Locale.ROOT),
                entry.list("participants"),
                entry.list("friction"),
                entry.text("scope"),
                entry.text("sample"),
                entry.text("verification"),
                entry.text("verified_by"),
                entry.text("result").toLowerCase(Locale.ROOT),
                entry.instant("about"),
                entry.instant("entered"),
                more(entry),
                problem(entry, when),
                entry.origin(when)));
    }

    private static String problem(Entry entry, @Nullable Moment when) {
        var who = entry.text("who");
        if (who.isEmpty() || who.chars().noneMatch(Character::isLetter)) return "names no person";
        if (!Person.isNamed(who)) return "'%s' is no person's name".formatted(Entry.shown(who));
        if (when == null) return "has no date";
        if (when.instant().isAfter(entry.page().input().received().plus(TOLERANCE)))
            return "is dated later than it was received";
        if (entry.text("what").chars().noneMatch(Character::isLetterOrDigit)) return "does not say what was done";
        return "";
    }

    private static Map<String, String> more(Entry entry) {
        var more = new TreeMap<String, String>();
        for (var key : MORE) if (!entry.text(key).isEmpty()) more.put(key, entry.text(key));
        var handled = entry.instant("findings_handled");
        if (handled != null) more.put("findings_handled", handled.toString());
        return more;
    }
}
