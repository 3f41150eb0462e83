/** Ways verdicts leave Tilsyn. One class a format; they don't know each other. */
@NullMarked
package tilsyn.output;

import org.jspecify.annotations.NullMarked;
