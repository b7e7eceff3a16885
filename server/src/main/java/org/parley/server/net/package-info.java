/** The shell around the media plane: sockets, the threads of media loops, and handshakes beside them. */
@NullMarked
package org.parley.server.net;

import org.jspecify.annotations.NullMarked;
