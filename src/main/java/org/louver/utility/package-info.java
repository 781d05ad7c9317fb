/** What a release is still good for: disparity measures, the bounds that withheld cells leave them, and whether a question survives. */
@NullMarked
package org.louver.utility;

import org.jspecify.annotations.NullMarked;
