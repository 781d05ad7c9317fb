/** What every Spark stage needs of Spark, of threads and of file systems, and what belongs to no stage. */
@NullMarked
package org.louver.engine;

import org.jspecify.annotations.NullMarked;
