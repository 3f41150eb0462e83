/** One class per command; the only package that knows picocli. */
@NullMarked
package tilsyn.cli;

import org.jspecify.annotations.NullMarked;
