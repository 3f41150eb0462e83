package tilsyn.source;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;

/**
 * How one folder is read.
 *
 * @param input the folder, zip or single file
 * @param zone of local times, where a route names no other
 * @param zoneNote where the zone comes from, such as {@code zone Europe/Oslo from customer.yaml}
 * @param received when the input counts as received: the as-of of a check
 */
public record Settings(Path input, ZoneId zone, String zoneNote, Instant received) {}
