/** Aggregation: recoding variables along their hierarchies, pooling small categories, and keeping both stable over the years. */
@NullMarked
package org.louver.pooling;

import org.jspecify.annotations.NullMarked;
