/** The ICE-lite agent (RFC 8445, section 2.5) and consent (RFC 7675). */
@NullMarked
package org.parley.media.ice;

import org.jspecify.annotations.NullMarked;
