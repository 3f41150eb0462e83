/** What is decided: outcomes, their reasons and evidence, and the score. Above {@code fact}, JDK only. */
@NullMarked
package tilsyn.verdict;

import org.jspecify.annotations.NullMarked;
