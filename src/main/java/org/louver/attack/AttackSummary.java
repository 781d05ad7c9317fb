package org.louver.attack;

import java.io.Serializable;

/**
 * The attack in numbers.
 *
 * @param withheld cells whose value the reader is not given
 * @param required cells that need protection
 * @param exact cells that need protection and that an outsider recomputes exactly
 * @param exactOthers withheld cells without a requirement that he recomputes exactly
 * @param narrowerThanRequired cells that need protection and get less than required from an outsider, exact ones included
 * @param singletonExact cells that at least one insider can come too close to although an outsider cannot
 * @param undecided cells that need protection for which neither was proved
 * @param linearPrograms linear and integer programs that were solved
 */
public record AttackSummary(
        int withheld,
        int required,
        int exact,
        int exactOthers,
        int narrowerThanRequired,
        int singletonExact,
        int undecided,
        long linearPrograms)
        implements Serializable {}
