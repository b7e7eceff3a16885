/** Datagrams in and out, without sockets: where one came from, and the one door by which results leave. */
@NullMarked
package org.parley.media.transport;

import org.jspecify.annotations.NullMarked;
