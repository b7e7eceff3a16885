package org.parley.server.app;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What time it is.
 *
 * @param ns as {@link System#nanoTime()}
 * @param wall for people
 */
record Clocks(LongSupplier ns, InstantSource wall) {

  static final Clocks SYSTEM = new Clocks(System::nanoTime, InstantSource.system());
}
