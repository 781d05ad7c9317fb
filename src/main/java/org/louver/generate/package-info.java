/** A synthetic jurisdiction: raw, slightly dirty police tables in which the truth is known because it was planted. */
@NullMarked
package org.louver.generate;

import org.jspecify.annotations.NullMarked;
