/** Tells other systems of tickets, and hears from them. */
@NullMarked
package tilsyn.delivery;

import org.jspecify.annotations.NullMarked;
