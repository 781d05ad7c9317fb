package org.louver.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.louver.config.Section;
import org.louver.publication.DictionaryTexts.ColumnText;
import org.louver.safety.ReleasableEvents;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulationPlan;

/** What each table counts, in words: its own ({@code counts}), else its unit and the filter that it is restricted to. */
final class CountedThings {
    private CountedThings() {}

    /**
     * The words.
     *
     * @param tables entries of the section {@code tables}
     * @param said what the codes of a unit's variable mean
     */
    static Map<String, String> of(TabulationPlan tabulation, List<Section> tables, Meanings said) {
        Map<String, String> own = new TreeMap<>();
        tables.forEach(
                table -> table.optionalText("counts").ifPresent(words -> own.put(table.text("name"), words.strip())));
        Map<String, String> counted = new TreeMap<>();
        tabulation
                .tables()
                .forEach(table -> counted.put(
                        table.name(), own.getOrDefault(table.name(), unit(table) + conditions(table, said))));
        return counted;
    }

    /** What is said of a variable of a unit. */
    interface Meanings {
        ColumnText of(String unit, String variable);
    }

    private static String unit(TableConfig table) {
        return table.unit().replace('_', ' ');
    }

    private static String conditions(TableConfig table, Meanings said) {
        List<String> conditions = new ArrayList<>();
        table.where().forEach((variable, code) -> {
            if (variable.equals(ReleasableEvents.RECORD_LEVEL)) {
                conditions.add("record level is " + code);
            } else {
                String meaning = said.of(table.unit(), variable).codes().getOrDefault(code, code);
                conditions.add(variable.replace('_', ' ') + " is "
                        + (meaning.equals(code) ? code : code + " (" + meaning + ")"));
            }
        });
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }
}
