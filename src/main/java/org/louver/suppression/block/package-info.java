/** Complementary suppression of large systems block by block, with what lies between blocks held fixed. */
@NullMarked
package org.louver.suppression.block;

import org.jspecify.annotations.NullMarked;
