/** Calendar mail: entries as RFC 5546 has them, handed to the operator's mail server. Nothing of it is kept or logged. */
@NullMarked
package org.parley.server.mail;

import org.jspecify.annotations.NullMarked;
