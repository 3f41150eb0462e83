package tilsyn.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A message did not arrive, or nobody knows whether it did; the text says why, without secrets. */
public final class NotDelivered extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean doubtful;
    private final int status;
    private final @Nullable Duration after;

    private NotDelivered(String message, boolean doubtful, int status, @Nullable Duration after) {
        super(message);
        this.doubtful = doubtful;
        this.status = status;
        this.after = after;
    }

    static NotDelivered because(String why) {
        return new NotDelivered(why, false, 0, null);
    }

    /** It may have arrived all the same. */
    static NotDelivered doubtful(String why) {
        return new NotDelivered(why, true, 0, null);
    }

    /** @param after how long the other side asks to be left alone */
    static NotDelivered answered(int status, String why, @Nullable Duration after) {
        return new NotDelivered(why, status >= 500, status, after);
    }

    public boolean doubtful() {
        return doubtful;
    }

    boolean gone() {
        return status == 404 || status == 410;
    }

    /** What was sent is what is wrong, not who is asked, who asks or how often. */
    boolean aboutThis() {
        return status / 100 == 4 && status != 401 && status != 403 && status != 408 && status != 429;
    }

    public @Nullable Duration after() {
        return after;
    }
}
