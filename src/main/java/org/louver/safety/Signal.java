package org.louver.safety;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One way to recognise a class of incident: all its conditions hold within one record.
 *
 * @param name the reason that a finding carries, unique in its class
 * @param conditions what is looked at → what must be found there; never empty
 */
public record Signal(String name, Map<Kind, Condition> conditions) {
    public Signal {
        conditions = Map.copyOf(conditions);
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("a signal without a condition would find every record");
        }
    }

    /** What a signal looks at; the policy's {@code reads} says which fields hold it. */
    public enum Kind {
        OFFENCE_CODE,
        OFFENCE_CATEGORY,
        CHARGE_TEXT,
        CALL_TYPE,
        RELATIONSHIP,
        VICTIM_TYPE,
        VICTIM_AGE,
        LOCATION_TYPE,
        INJURY;

        /** As written in a policy. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether the policy lists texts to search for instead of whole codes. */
        boolean searchesText() {
            return this == CHARGE_TEXT || this == CALL_TYPE || this == OFFENCE_CATEGORY;
        }
    }

    /** What must be found. */
    public sealed interface Condition {
        /** One of these codes, compared without case; a star at the end stands for any ending. */
        record Codes(List<String> codes) implements Condition {
            public Codes {
                codes = List.copyOf(codes);
            }
        }

        /** A text that holds one of these patterns. */
        record Texts(List<TextPattern> patterns) implements Condition {
            public Texts {
                patterns = List.copyOf(patterns);
            }
        }

        /** An age in completed years, from {@code least} to {@code most}, both included. */
        record Ages(long least, long most) implements Condition {
            /** Nobody is older. */
            private static final long OLDEST = 120;

            public Ages {
                if (least < 0 || most < least || (least == 0 && most >= OLDEST)) {
                    throw new IllegalArgumentException("matches every age or none");
                }
            }
        }
    }

    /** The conditions in the order of their kinds. */
    Map<Kind, Condition> ordered() {
        return new TreeMap<>(conditions);
    }
}
