/** What the house keeps about one run: counts, settings and verdicts, never a record or a cell. */
@NullMarked
package org.louver.manifest;

import org.jspecify.annotations.NullMarked;
