/** What was released, when, from which plan, and what of it can still be downloaded. */
@NullMarked
package org.louver.ledger;

import org.jspecify.annotations.NullMarked;
