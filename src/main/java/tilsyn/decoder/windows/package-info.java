/** Reads Windows events in the forms administrators export them. Decides on provider, id, numeric level and named data. */
@NullMarked
package tilsyn.decoder.windows;

import org.jspecify.annotations.NullMarked;
