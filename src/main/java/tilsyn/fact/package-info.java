/** What can be known about a customer's servers. Immutable, checked on construction, JDK only. */
@NullMarked
package tilsyn.fact;

import org.jspecify.annotations.NullMarked;
