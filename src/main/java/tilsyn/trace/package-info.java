/** Which clause fired on which facts, what evidence was looked for and missing, for every verdict. */
@NullMarked
package tilsyn.trace;

import org.jspecify.annotations.NullMarked;
