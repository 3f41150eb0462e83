package tilsyn.fact;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person states to have done (R4).
 *
 * @param no running number such as {@code 2025-118}
 * @param form {@code agreement_review, log_review, av_review, patch_plan, root_cause, restore_test, user_talk, ...}
 * @param who the named person
 * @param time when it was done
 * @param subjects hosts it concerns; empty for the customer as a whole
 * @param participants groups or people of the customer
 * @param friction ids of friction points noted
 * @param scope protected scope a restore test is about; empty for the whole host
 * @param about the moment it explains, such as the stop of a root cause; null when none
 * @param more what else its form asks for, by key: {@code findings}, {@code findings_handled} (a moment), {@code looking_ahead},
 *     {@code trends}, {@code classes}, {@code ordered_by}, {@code object}, {@code old_serial}, {@code new_serial}; only what is filled in
 * @param problem why it does not count (R4: no named person, no date, future, empty what, unknown host, service account);
 *     empty when valid
 */
public record Attestation(
        String no,
        String form,
        String who,
        String role,
        Instant time,
        String what,
        List<String> subjects,
        @Nullable Instant periodFrom,
        @Nullable Instant periodTo,
        String mode,
        List<String> participants,
        List<String> friction,
        String scope,
        String sample,
        String verification,
        String verifiedBy,
        String result,
        @Nullable Instant about,
        @Nullable Instant entered,
        Map<String, String> more,
        String problem,
        Origin origin)
        implements Fact {
    private static final Set<String> NOTHING = Set.of(
            "none",
            "no",
            "nothing",
            "no findings",
            "no trends",
            "0",
            "[]",
            "ingen",
            "nei",
            "ingenting",
            "ingen funn",
            "ingen trender");

    public Attestation {
        subjects = List.copyOf(subjects);
        participants = List.copyOf(participants);
        friction = List.copyOf(friction);
        more = Collections.unmodifiableMap(new TreeMap<>(more));
    }

    /** What it says under a further key, or empty. */
    public String more(String key) {
        return more.getOrDefault(key, "");
    }

    /** Whether it says under that key, in so many words, that there was nothing. */
    public boolean saysNone(String key) {
        return NOTHING.contains(more(key).toLowerCase(Locale.ROOT).strip());
    }

    public boolean valid() {
        return problem.isEmpty();
    }

    /** The one host it concerns, or empty. */
    @Override
    public String host() {
        return subjects.size() == 1 ? subjects.get(0) : "";
    }

    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}
