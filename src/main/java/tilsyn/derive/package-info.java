/** Facts made of facts: identities, heartbeats, sequences, trends. Pure: no clock, no input, no output. */
@NullMarked
package tilsyn.derive;

import org.jspecify.annotations.NullMarked;
