/** Measures Tilsyn against plain Java and grep, as ratios within one run: {@code ./mvnw -q -Pbench -Dbench.args="syslog 1000000"}. */
@NullMarked
package tilsyn.bench;

import org.jspecify.annotations.NullMarked;
