/** The proofs of a release as files: written as Parquet beside it, read and checked again by anybody, without the attack. */
@NullMarked
package org.louver.evidence;

import org.jspecify.annotations.NullMarked;
