/** HTTP: the organiser's API, the web client's files, and the way into the signalling socket; by hostile hands, all of it. */
@NullMarked
package org.parley.server.http;

import org.jspecify.annotations.NullMarked;
