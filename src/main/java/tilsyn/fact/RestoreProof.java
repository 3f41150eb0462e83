package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * When a protected scope was last shown to be restorable.
 *
 * @param tested whether a test ever succeeded
 * @param time of the newest valid test that succeeded, {@link Instant#EPOCH} when there was none
 * @param failed the newest test failed, at {@code failedAt}; nobody tested with success since
 * @param failedAt time of that test; {@link Instant#EPOCH} when the newest succeeded
 * @param unseen the backup log records restore sessions and reaches back far enough, but shows none around the claimed test
 */
public record RestoreProof(
        String host,
        String scope,
        String importance,
        boolean tested,
        boolean failed,
        Instant failedAt,
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
