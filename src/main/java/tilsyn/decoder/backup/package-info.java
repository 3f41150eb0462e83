/** Reads logs and listings of backup jobs. */
@NullMarked
package tilsyn.decoder.backup;

import org.jspecify.annotations.NullMarked;
