package tilsyn.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;

/**
 * What looking for one evidence line gave.
 *
 * @param reason why it does not suffice; null when it does
 * @param cited the newest such facts, newest first; also those too old, so that a person sees how old
 * @param total how many such facts there were
 */
public record EvidenceFound(EvidenceLine line, @Nullable Reason reason, List<Fact> cited, int total) {
    public EvidenceFound {
        cited = List.copyOf(cited);
    }

    public boolean suffices() {
        return reason == null;
    }
}
