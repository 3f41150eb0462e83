package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * When a protected scope was last shown to be restorable.
 *
 * @param tested whether it ever was
 * @param time of the newest valid test, {@link Instant#EPOCH} when there was none
 * @param failed the newest test failed, and none succeeded within 7 days after
 * @param unseen the backup log records restore sessions, but none around the claimed test
 */
public record RestoreProof(
        String host,
        String scope,
        String importance,
        boolean tested,
        boolean failed,
        boolean unseen,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public RestoreProof {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "register";
    }
}
