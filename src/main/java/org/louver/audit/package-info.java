/** Runs the attack on protected cells; what passes becomes an audited release, and nothing else can. */
@NullMarked
package org.louver.audit;

import org.jspecify.annotations.NullMarked;
