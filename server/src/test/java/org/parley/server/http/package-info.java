@NullMarked
package org.parley.server.http;

import org.jspecify.annotations.NullMarked;
