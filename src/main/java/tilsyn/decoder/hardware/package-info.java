/** Reads what the machine's own tools say of arrays, disks, sensors and volumes. */
@NullMarked
package tilsyn.decoder.hardware;

import org.jspecify.annotations.NullMarked;
