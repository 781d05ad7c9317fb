/** Complementary suppression: which further cells are withheld so that no unsafe one can be recomputed. */
@NullMarked
package org.louver.suppression;

import org.jspecify.annotations.NullMarked;
