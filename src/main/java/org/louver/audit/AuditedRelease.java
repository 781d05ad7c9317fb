package org.louver.audit;

import java.util.List;

/**
 * Tables that the attack could not undo: the only thing that can be published. Made by the audit alone, from a passed
 * verdict.
 */
public final class AuditedRelease {
    private final List<PublicTable> tables;

    AuditedRelease(List<PublicTable> tables) {
        this.tables = List.copyOf(tables);
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
