/** How Louver says no: one clear line with the problem, the place and the remedy, and the exit code that goes with it. */
@NullMarked
package org.louver.refusal;

import org.jspecify.annotations.NullMarked;
