package org.louver.safety;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A class of incident that could lead to a victim: how it is recognised and what is done.
 *
 * @param name key in the policy
 * @param title as people say it
 * @param signals any of them suffices
 */
public record SensitiveClass(String name, String title, List<Signal> signals, Treatment treatment) {
    public SensitiveClass {
        signals = List.copyOf(signals);
        if (signals.isEmpty()) {
            throw new IllegalArgumentException("a class without a signal finds nothing");
        }
    }

    /**
     * Which tables stand for the single records of the class. A table over the fields of a record says what a file of records would say,
     * and can be protected; Louver writes no other file of records (decision 19). From strict to lax.
     */
    public enum Records {
        /** None: only tables over all records count them. */
        EXCLUDE("tables only"),
        /** Tables of their own, {@code where { record_level = companion }}. */
        COMPANION("companion"),
        /** Those of all other records, {@code where { record_level = single }}. */
        KEEP("single");

        private final String word;

        Records(String word) {
            this.word = word;
        }

        /** The code that the record carries. */
        String word() {
            return word;
        }
    }

    /** How tables treat the class, from lax to strict. */
    public enum Tables {
        /** Counted under its own offence. */
        COUNT,
        /** Counted under a cover category that also holds harmless records. */
        COVER,
        /** Not counted at all. */
        WITHHOLD
    }

    /**
     * What is done with the records of a class.
     *
     * @param cover the category that hides the class; present exactly when {@code tables} is {@link Tables#COVER}
     * @param delayDays records younger than this at the release's as-of date are left out entirely
     * @param heldStatuses case statuses during which records are left out entirely, such as open or active
     * @param fields stricter actions for records of this class, wherever they are counted
     */
    public record Treatment(
            Records records,
            Tables tables,
            Optional<String> cover,
            OptionalInt delayDays,
            List<String> heldStatuses,
            Map<String, FieldAction> fields) {
        public Treatment {
            heldStatuses = List.copyOf(heldStatuses);
            fields = Map.copyOf(fields);
            if (cover.isPresent() != (tables == Tables.COVER)) {
                throw new IllegalArgumentException("a cover category belongs to tables = cover, and to nothing else");
            }
        }

        /** Whether this hides whatever the other treatment hides. */
        boolean atLeastAsStrictAs(Treatment other) {
            return records.compareTo(other.records) <= 0
                    && tables.compareTo(other.tables) >= 0
                    && (tables != Tables.COVER || other.tables != Tables.COVER || cover.equals(other.cover))
                    && delayDays.orElse(0) >= other.delayDays.orElse(0)
                    && heldStatuses.containsAll(other.heldStatuses)
                    && other.fields.entrySet().stream().allMatch(before -> {
                        FieldAction now = fields.get(before.getKey());
                        return now != null && now.atLeastAsStrictAs(before.getValue());
                    });
        }
    }
}
