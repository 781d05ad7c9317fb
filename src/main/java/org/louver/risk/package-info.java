/** Disclosure risk measures over class-size histograms, classes and cells; knows nothing of Spark, files or clocks. */
@NullMarked
package org.louver.risk;

import org.jspecify.annotations.NullMarked;
