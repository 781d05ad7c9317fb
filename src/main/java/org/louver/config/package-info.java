/** HOCON files become validated records here, and every mistake in them one line with file, line and remedy. */
@NullMarked
package org.louver.config;

import org.jspecify.annotations.NullMarked;
