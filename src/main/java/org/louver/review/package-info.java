/** The review packet: what advocates, counsel and data owners read before they agree to a release. Aggregates and made-up records only. */
@NullMarked
package org.louver.review;

import org.jspecify.annotations.NullMarked;
