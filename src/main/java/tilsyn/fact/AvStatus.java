package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an antivirus product says of itself. Null means that the source does not say.
 *
 * @param mode {@code Normal}, {@code Passive}, {@code EDR Block Mode}, or empty
 * @param signatureCreated when the definitions were made, not when they were fetched
 * @param exclusions null when the source does not list them
 */
public record AvStatus(
        String host,
        Instant time,
        String product,
        String mode,
        @Nullable Boolean serviceOn,
        @Nullable Boolean realTime,
        @Nullable Boolean tamperProtected,
        String signatureVersion,
        @Nullable Instant signatureCreated,
        @Nullable Instant lastQuickScan,
        @Nullable Instant lastFullScan,
        @Nullable List<String> exclusions,
        Origin origin)
        implements Fact {
    public AvStatus {
        exclusions = exclusions == null ? null : List.copyOf(exclusions);
    }

    @Override
    public String source() {
        return "antivirus";
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }
}
