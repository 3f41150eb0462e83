/** Reads what antivirus products say of themselves. */
@NullMarked
package tilsyn.decoder.antivirus;

import org.jspecify.annotations.NullMarked;
