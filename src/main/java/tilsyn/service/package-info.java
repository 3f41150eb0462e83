/** The daemon: what arrives by itself is kept and judged, again and again. */
@NullMarked
package tilsyn.service;

import org.jspecify.annotations.NullMarked;
