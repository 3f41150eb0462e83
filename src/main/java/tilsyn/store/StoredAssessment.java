package tilsyn.store;

import java.time.Instant;

/**
 * An assessment as it was published.
 *
 * @param rulebook hash of the rulebook
 * @param json its verdicts
 */
public record StoredAssessment(String id, String customer, Instant asOf, String rulebook, String json) {}
