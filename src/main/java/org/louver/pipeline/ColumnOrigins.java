package org.louver.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.louver.audit.PublicTable;
import org.louver.config.LinkConfig;
import org.louver.config.ReleaseConfig;
import org.louver.config.Section;
import org.louver.config.SourceConfig;
import org.louver.publication.DictionaryTexts;
import org.louver.publication.DictionaryTexts.ColumnText;
import org.louver.safety.Policy;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulationPlan;
import org.louver.tabulation.VariableSource;

/** What a configuration says of sources and variables, for the data dictionary, and which fields each column comes from. */
final class ColumnOrigins {
    private final ReleaseConfig config;
    private final TabulationPlan tabulation;

    private final Policy policy;

    private ColumnOrigins(ReleaseConfig config, TabulationPlan tabulation, Policy policy) {
        this.config = config;
        this.tabulation = tabulation;
        this.policy = policy;
    }

    static DictionaryTexts of(ReleaseConfig config, TabulationPlan tabulation, Policy policy) {
        return new ColumnOrigins(config, tabulation, policy).texts();
    }

    private DictionaryTexts texts() {
        Map<String, String> units = new TreeMap<>();
        Section sources = config.file().section("sources");
        tabulation
                .units()
                .forEach(unit -> sources.section(unit)
                        .optionalText("definition")
                        .ifPresent(definition -> units.put(unit, definition)));
        Map<String, Map<String, ColumnText>> columns = new TreeMap<>();
        for (TableConfig table : tabulation.tables()) {
            Map<String, ColumnText> said = new LinkedHashMap<>();
            for (String variable : table.axes().keySet()) {
                // A variable with periods gives the column year, whatever it is called, and one of its own for finer
                // periods.
                ColumnText text = text(table.unit(), variable);
                said.put(variable, text);
                if (tabulation.variable(variable) instanceof VariableSource.Periods) {
                    said.put(PublicTable.YEAR, text);
                    said.put("period", text);
                }
            }
            columns.put(table.name(), said);
        }
        return new DictionaryTexts(
                units, columns, CountedThings.of(tabulation, config.file().sections("tables"), this::text));
    }

    private ColumnText text(String unit, String variable) {
        Section declared = config.file().section("variables").sectionOrEmpty(variable);
        VariableSource source = tabulation.variable(variable);
        CodeMeanings formed = CodeMeanings.of(source, unit, policy, declared.optionalText("unit"));
        SortedMap<String, String> codes = new TreeMap<>(formed.codes());
        Section definitions = declared.sectionOrEmpty("code-definitions");
        definitions.keys().forEach(code -> codes.put(code, definitions.text(code)));
        String fields = source.hierarchies().size() == 1 || !(source instanceof VariableSource.Fields)
                ? source.fields().stream().map(field -> origin(unit, field)).collect(Collectors.joining(" > "))
                : source.hierarchies().stream()
                        .map(hierarchy -> hierarchy.stream()
                                .map(field -> origin(unit, field))
                                .collect(Collectors.joining(" > ")))
                        .collect(Collectors.joining("; "));
        return new ColumnText(
                declared.optionalText("definition"), formed.unit(), codes, formed.pattern(), kind(source) + fields);
    }

    private static String kind(VariableSource source) {
        if (source instanceof VariableSource.Bands) {
            return "bands of ";
        }
        return source instanceof VariableSource.Periods ? "period of " : "";
    }

    /** {@code stops.subject_race}; for a field that a link brought, the one it was brought from. */
    private String origin(String unit, String field) {
        SourceConfig source = config.sources().get(unit);
        if (source != null && source.fields().containsKey(field)) {
            return unit + "." + field;
        }
        List<LinkConfig> links =
                config.links().stream().filter(link -> link.from().equals(unit)).toList();
        for (LinkConfig link : links) {
            LinkConfig.Brought brought = link.bring().get(field);
            if (brought != null) {
                Optional<String> other = brought.field();
                return other.map(name -> origin(link.to(), name)).orElse("number of " + link.to()) + " by link "
                        + link.name();
            }
            if (field.equals("link_" + link.name())) {
                return "outcome of link " + link.name();
            }
        }
        return unit + "." + field + " as the policy made it";
    }
}
