/** The reader who tries to undo a release: feasibility intervals, exact recovery, certificates and their checker. */
@NullMarked
package org.louver.attack;

import org.jspecify.annotations.NullMarked;
