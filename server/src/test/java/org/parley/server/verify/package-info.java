/** Tests. */
@NullMarked
package org.parley.server.verify;

import org.jspecify.annotations.NullMarked;
