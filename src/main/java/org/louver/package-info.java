/** Louver publishes police records without giving away who is in them; each subpackage is one room of the house. */
@NullMarked
package org.louver;

import org.jspecify.annotations.NullMarked;
