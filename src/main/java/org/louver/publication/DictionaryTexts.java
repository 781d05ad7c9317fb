package org.louver.publication;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.louver.audit.PublicTable;

/**
 * What the data dictionary says beyond names and codes: in the agency's words, and where a column comes from.
 *
 * @param units source → what one of its records is
 * @param columns table → dimension → what is said of it
 * @param counted table → what it counts, such as stops with a search
 */
public record DictionaryTexts(
        Map<String, String> units, Map<String, Map<String, ColumnText>> columns, Map<String, String> counted) {
    /** Nothing beyond names and codes. */
    public static final DictionaryTexts NONE = new DictionaryTexts(Map.of(), Map.of(), Map.of());

    public DictionaryTexts {
        units = Map.copyOf(units);
        columns = Map.copyOf(columns);
        counted = Map.copyOf(counted);
    }

    /** What a table counts, in the plural; its unit where nothing narrower is said. */
    String counted(PublicTable table) {
        return counted.getOrDefault(table.name(), table.unit());
    }

    /** What is said of a column; nothing where nothing was declared. */
    public ColumnText column(String table, String dimension) {
        return columns.getOrDefault(table, Map.of())
                .getOrDefault(
                        dimension,
                        new ColumnText(
                                Optional.empty(), Optional.empty(), new TreeMap<>(), CodePattern.AS_RECORDED, ""));
    }

    /**
     * What is said of one column.
     *
     * @param unit of its codes, such as years of age
     * @param codes code → what it means, in somebody's words
     * @param pattern how the other codes are formed
     * @param source the fields that it comes from, such as {@code stops.subject_race}
     */
    public record ColumnText(
            Optional<String> definition,
            Optional<String> unit,
            SortedMap<String, String> codes,
            CodePattern pattern,
            String source) {
        public ColumnText {
            codes = new TreeMap<>(codes);
        }

        /** What a code means: in somebody's words, else as it is formed. */
        Optional<String> meaning(String code) {
            return Optional.ofNullable(codes.get(code)).or(() -> pattern.meaning(code, unit.orElse("")));
        }
    }
}
