/**
 * The record of a meeting, checked offline and from outside: written from docs/record.md alone, as a second opinion beside the web
 * client's. No input or output: bytes in, a verdict out.
 */
@NullMarked
package org.parley.record;

import org.jspecify.annotations.NullMarked;
