/** The policy: what may be said about whom. Finds the records that could lead to a victim and decides what becomes of every field. */
@NullMarked
package org.louver.safety;

import org.jspecify.annotations.NullMarked;
