/** Reads syslog files, in all the headers that syslog daemons write. */
@NullMarked
package tilsyn.decoder.syslog;

import org.jspecify.annotations.NullMarked;
