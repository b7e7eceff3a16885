/** The web client's MLS groups with members of another implementation, which the server has no part in. */
@NullMarked
package org.parley.interop;

import org.jspecify.annotations.NullMarked;
