/** Proofs that withheld cells are protected, and their checker: additions of longs, no solver. */
@NullMarked
package org.louver.attack.certificate;

import org.jspecify.annotations.NullMarked;
