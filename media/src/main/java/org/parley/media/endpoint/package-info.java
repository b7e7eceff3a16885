/** One device's transport: demultiplexing, keys, its sources and its slots. */
@NullMarked
package org.parley.media.endpoint;

import org.jspecify.annotations.NullMarked;
