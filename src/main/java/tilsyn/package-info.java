/** A folder of exports becomes verdicts: start reading at {@link tilsyn.Round}. */
@NullMarked
package tilsyn;

import org.jspecify.annotations.NullMarked;
