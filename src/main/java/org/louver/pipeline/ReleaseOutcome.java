package org.louver.pipeline;

import java.util.Optional;
import org.louver.audit.AuditedRelease;
import org.louver.linkage.LinkStatus;
import org.louver.linkage.LinkedEvents;
import org.louver.publication.PublishedRelease;
import org.louver.source.SourceReport;
import org.louver.source.SourceTable;
import org.louver.source.SourceTables;

/**
 * What a run did, in totals.
 *
 * @param rowsRead rows of all sources that hold data
 * @param quarantined rows that broke their contract
 * @param records things that were described by the rest
 * @param linked records that found their counterpart, summed over all links
 * @param cells public cells of all tables
 * @param withheld those without a value
 * @param published absent after a dry run
 * @param internal folder of the house
 */
public record ReleaseOutcome(
        long rowsRead,
        long quarantined,
        long records,
        long linked,
        long cells,
        long withheld,
        Optional<PublishedRelease> published,
        String internal) {

    static ReleaseOutcome of(
            SourceTables sources,
            LinkedEvents linked,
            AuditedRelease audited,
            Optional<PublishedRelease> published,
            String internal) {
        return new ReleaseOutcome(
                sources.tables().stream()
                        .map(SourceTable::report)
                        .mapToLong(SourceReport::dataRows)
                        .sum(),
                sources.tables().stream()
                        .map(SourceTable::report)
                        .mapToLong(SourceReport::rowsQuarantined)
                        .sum(),
                sources.tables().stream()
                        .map(SourceTable::report)
                        .mapToLong(SourceReport::thingsKept)
                        .sum(),
                linked.reports().stream()
                        .mapToLong(report -> report.rows(LinkStatus.LINKED))
                        .sum(),
                audited.cells(),
                audited.withheld(),
                published,
                internal);
    }
}
