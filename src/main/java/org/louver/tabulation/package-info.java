/** One pass over the records: releasable events become base cells, and those become all cells of all tables of a unit. */
@NullMarked
package org.louver.tabulation;

import org.jspecify.annotations.NullMarked;
