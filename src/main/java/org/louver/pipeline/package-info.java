/** The order of the stages and the progress lines; nothing else. */
@NullMarked
package org.louver.pipeline;

import org.jspecify.annotations.NullMarked;
