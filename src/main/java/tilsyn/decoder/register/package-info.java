/** Reads the registers that people write: inventory, scopes, maintenance, absence, waivers, attestations and more. */
@NullMarked
package tilsyn.decoder.register;

import org.jspecify.annotations.NullMarked;
