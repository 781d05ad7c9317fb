/** Risk assessment on Spark: classes of millions of records counted exactly, and every measure of the risk room applied to them. */
@NullMarked
package org.louver.assessment;

import org.jspecify.annotations.NullMarked;
