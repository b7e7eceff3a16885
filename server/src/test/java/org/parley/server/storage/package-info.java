@NullMarked
package org.parley.server.storage;

import org.jspecify.annotations.NullMarked;
