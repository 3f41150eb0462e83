package tilsyn.fact;

import java.time.Instant;

/**
 * What became of one attempt to install an update.
 *
 * @param item the update's KB number with letters, or the package's name
 * @param title as the source writes it; empty when it gives none
 * @param code the error's code as read; empty when none is given
 * @param feed the feed it came by, as {@link Fact#source()} gives it
 */
public record UpdateInstall(
        String host, Instant time, String item, String title, Result result, String code, String feed, Origin origin)
        implements Fact {
    public UpdateInstall {
        if (item.isBlank())
            throw new IllegalArgumentException("an installation names no update (%s)".formatted(origin));
    }

    public enum Result {
        INSTALLED,
        FAILED,
        /** It had been installed and was taken off again. */
        ROLLED_BACK,
        /** Left half done by the package manager. */
        BROKEN
    }

    @Override
    public String source() {
        return feed;
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }
}
