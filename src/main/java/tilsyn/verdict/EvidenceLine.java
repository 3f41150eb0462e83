package tilsyn.verdict;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;

/**
 * One kind of evidence an item looks for.
 *
 * @param name as the card gives it, such as {@code BackupRun} or {@code Attestation(form=restore_test)}
 * @param from where it comes from, in words for people
 * @param matches the facts that are such evidence
 * @param maxAge how old the newest may be at as-of, calendar time; null for registers without a limit
 * @param covers stretch before as-of in which its source may have no hole; null when one fresh fact is enough
 * @param required needed for a PASS
 * @param declared needed from the customer's registers, so that its lack is NOT_DECLARED rather than MISSING
 */
public record EvidenceLine(
        String name,
        Words from,
        Predicate<Fact> matches,
        @Nullable Duration maxAge,
        @Nullable Duration covers,
        boolean required,
        boolean declared) {
    private static final Pattern FORM = Pattern.compile("Attestation\\(.*?form=(\\w+).*");

    /** Whether a person states it (R4). */
    public boolean attested() {
        return name.startsWith("Attestation");
    }

    /** What kind of entry a person has to make, such as {@code user_talk}; empty where nobody states it. */
    public Optional<String> form() {
        return FORM.matcher(name).results().map(found -> found.group(1)).findFirst();
    }
}
