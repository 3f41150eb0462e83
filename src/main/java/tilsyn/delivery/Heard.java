package tilsyn.delivery;

import java.util.List;

/**
 * A ticket as it was found in another system.
 *
 * @param closed it is closed there, {@code by} whom; empty when that is not said
 * @param comments those that aren't ours, the oldest first
 */
public record Heard(boolean closed, String by, List<Comment> comments) {
    public Heard {
        comments = List.copyOf(comments);
    }

    /** @param author empty when not said */
    public record Comment(String id, String author, String text) {}
}
