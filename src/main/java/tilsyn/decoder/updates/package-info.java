/** Reads what an agent or a package manager reports: updates, restarts, guests, services, jobs and certificates. */
@NullMarked
package tilsyn.decoder.updates;

import org.jspecify.annotations.NullMarked;
