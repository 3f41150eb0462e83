/** What follows up a verdict: pure decisions about tickets, and later their delivery. */
@NullMarked
package tilsyn.ticket;

import org.jspecify.annotations.NullMarked;
