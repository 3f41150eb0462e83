package tilsyn.ticket;

import java.util.List;

/**
 * A ticket as another system knows it.
 *
 * @param id there, {@code url} for people; empty when it has none
 * @param closed as it was last seen or left there
 * @param seen ids of the comments already known, ours among them
 */
public record Outside(String connector, String id, String url, boolean closed, List<String> seen) {
    public Outside {
        seen = List.copyOf(seen);
    }
}
