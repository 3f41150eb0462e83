package tilsyn.source;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A folder that programs put files in.
 *
 * @param settled how long a file must have stood as it is before it is read
 */
public record Drop(Path folder, Duration settled) {}
