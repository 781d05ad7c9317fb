/** What people read about a release: the public report and the trends, made from public files alone. */
@NullMarked
package org.louver.report;

import org.jspecify.annotations.NullMarked;
