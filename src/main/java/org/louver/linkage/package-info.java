/** Stops, arrests, incidents and calls find each other by key or by a declared rule; a row is never multiplied. */
@NullMarked
package org.louver.linkage;

import org.jspecify.annotations.NullMarked;
