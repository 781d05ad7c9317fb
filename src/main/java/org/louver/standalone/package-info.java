/** Protects and attacks single files without a cluster: reads CSV or Parquet, runs the pure rooms, writes CSV and a summary. */
@NullMarked
package org.louver.standalone;

import org.jspecify.annotations.NullMarked;
