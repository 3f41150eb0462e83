/** Fetches input: folders and zip files by Camel routes, one exchange a file. The only package that knows Camel. */
@NullMarked
package tilsyn.source;

import org.jspecify.annotations.NullMarked;
