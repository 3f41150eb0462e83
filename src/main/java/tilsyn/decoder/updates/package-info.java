/** Reads which updates, restarts and guests an agent or a package manager reports. */
@NullMarked
package tilsyn.decoder.updates;

import org.jspecify.annotations.NullMarked;
