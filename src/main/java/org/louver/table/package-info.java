/** The vocabulary of tables: variables with hierarchies, designs, cells, and the flat additive system on which every algorithm works. */
@NullMarked
package org.louver.table;

import org.jspecify.annotations.NullMarked;
