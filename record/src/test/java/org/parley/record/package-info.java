/** Tests, and random records for others' tests. */
@NullMarked
package org.parley.record;

import org.jspecify.annotations.NullMarked;
