/** Primary rules: which cells are unsafe to publish, and how much protection each of them needs. */
@NullMarked
package org.louver.sensitivity;

import org.jspecify.annotations.NullMarked;
