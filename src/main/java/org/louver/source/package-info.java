/** The contract: raw files of several years become typed rows with canonical fields, and rows that break it go to quarantine. */
@NullMarked
package org.louver.source;

import org.jspecify.annotations.NullMarked;
