package tilsyn.rule;

import java.time.Instant;
import java.time.ZoneId;

/**
 * The moment that is judged; a rule's only clock.
 *
 * @param zone the customer's local time
 */
public record AsOf(Instant instant, ZoneId zone) {}
