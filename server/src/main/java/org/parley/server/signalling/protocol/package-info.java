/**
 * The messages of the signalling protocol. These types are its one schema: the server reads and writes them as JSON, and the client's
 * TypeScript types are generated from them. docs/protocol.md tells the story.
 */
@NullMarked
package org.parley.server.signalling.protocol;

import org.jspecify.annotations.NullMarked;
