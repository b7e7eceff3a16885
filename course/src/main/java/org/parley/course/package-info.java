/**
 * The course of a meeting at the table: opening, recess, closing, agenda, speakers. The server cannot read it, so each client folds the
 * plenary's log through these rules and comes to the same state as all others; so nothing here may depend on a clock, on chance or on
 * the order of a hash table.
 */
@NullMarked
package org.parley.course;

import org.jspecify.annotations.NullMarked;
