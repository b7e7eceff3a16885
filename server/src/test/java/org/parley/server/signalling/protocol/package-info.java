@NullMarked
package org.parley.server.signalling.protocol;

import org.jspecify.annotations.NullMarked;
