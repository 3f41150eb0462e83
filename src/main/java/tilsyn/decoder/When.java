package tilsyn.decoder;

import java.time.Instant;
import tilsyn.fact.Origin;

/**
 * A time read from an input.
 *
 * @param text as it stood there
 * @param note how it became UTC, empty when the text said it all
 */
public record When(Instant instant, String text, String note) {
    /** The place, with how this time was understood. */
    public Origin on(Origin place) {
        return place.withTime(text, note);
    }
}
