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

    /** Whether single records of the class are published. */
    public enum Records {
        /** Never: tables alone may count them. */
        EXCLUDE,
        /** In a dataset of their own, under the class's field actions. */
        COMPANION,
        /** Beside all others, under the class's field actions. */
        KEEP
    }

    /** How tables treat the class. */
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
     * @param fields stricter actions for published records of this class
     * @param tableFields stricter actions that hold in tables too
     */
    public record Treatment(
            Records records,
            Tables tables,
            Optional<String> cover,
            OptionalInt delayDays,
            List<String> heldStatuses,
            Map<String, FieldAction> fields,
            Map<String, FieldAction> tableFields) {
        public Treatment {
            heldStatuses = List.copyOf(heldStatuses);
            fields = Map.copyOf(fields);
            tableFields = Map.copyOf(tableFields);
            if (cover.isPresent() != (tables == Tables.COVER)) {
                throw new IllegalArgumentException("a cover category belongs to tables = cover, and to nothing else");
            }
        }
    }
}
