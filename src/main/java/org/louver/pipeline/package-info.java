/** The order of the stages, the Spark session and the progress lines; nothing else. */
@NullMarked
package org.louver.pipeline;

import org.jspecify.annotations.NullMarked;
