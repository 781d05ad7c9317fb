package org.louver.audit;

import java.util.List;
import java.util.Map;

/**
 * Tables that the attack could not undo: the only thing that can be published. Made by the audit alone, from a passed
 * verdict.
 */
public final class AuditedRelease {
    private final List<PublicTable> tables;
    private final List<AuditedUnit> units;

    AuditedRelease(List<PublicTable> tables, List<AuditedUnit> units) {
        this.tables = List.copyOf(tables);
        this.units = List.copyOf(units);
    }

    /** What was tried on each unit and how it ended, as plain data for the manifest. */
    public List<Map<String, Object>> summary() {
        return units.stream().map(Audit::summary).toList();
    }

    /** The sources whose tables could not be undone. */
    public List<String> unitNames() {
        return units.stream().map(unit -> unit.unit().unit().unit()).toList();
    }

    /** The units with their proofs; internal. */
    public List<AuditedUnit> units() {
        return units;
    }

    /** What the public gets, table by table, in the order of the configuration. */
    public List<PublicTable> tables() {
        return tables;
    }

    public long cells() {
        return tables.stream().mapToLong(table -> table.rows().size()).sum();
    }

    public long withheld() {
        return tables.stream().mapToLong(PublicTable::withheld).sum();
    }
}
