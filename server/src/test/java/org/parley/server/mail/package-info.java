@NullMarked
package org.parley.server.mail;

import org.jspecify.annotations.NullMarked;
