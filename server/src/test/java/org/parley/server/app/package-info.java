@NullMarked
package org.parley.server.app;

import org.jspecify.annotations.NullMarked;
