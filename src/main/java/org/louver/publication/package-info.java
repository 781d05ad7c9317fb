/** Writes what may leave the house, and only that: datasets, checksums and documentation of an audited release, switched live last. */
@NullMarked
package org.louver.publication;

import org.jspecify.annotations.NullMarked;
