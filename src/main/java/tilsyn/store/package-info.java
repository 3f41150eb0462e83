/** Keeps facts, what became of every input, and assessments; the only package that knows JDBC. */
@NullMarked
package tilsyn.store;

import org.jspecify.annotations.NullMarked;
