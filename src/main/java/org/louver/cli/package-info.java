/** Commands, options and exit codes. */
@NullMarked
package org.louver.cli;

import org.jspecify.annotations.NullMarked;
