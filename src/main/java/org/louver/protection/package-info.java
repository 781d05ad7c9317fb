/** Runs the primary rules and complementary suppression over tabulated cells. */
@NullMarked
package org.louver.protection;

import org.jspecify.annotations.NullMarked;
