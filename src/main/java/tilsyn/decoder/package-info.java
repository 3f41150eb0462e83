/** Reads formats: bytes in, facts and rejections out, streaming and bounded. One class a format, grouped by family. */
@NullMarked
package tilsyn.decoder;

import org.jspecify.annotations.NullMarked;
