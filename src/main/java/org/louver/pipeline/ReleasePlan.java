package org.louver.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.louver.assessment.CellSettings;
import org.louver.assessment.RiskSettings;
import org.louver.audit.Audit;
import org.louver.audit.PublicTable;
import org.louver.config.ProtectionConfig;
import org.louver.config.ReleaseConfig;
import org.louver.config.RulesConfig;
import org.louver.config.Section;
import org.louver.publication.PublicationPlan;
import org.louver.safety.FieldAction;
import org.louver.safety.Policy;
import org.louver.safety.PolicyExplanation;
import org.louver.safety.ReleasableEvents;
import org.louver.safety.SafetySettings;
import org.louver.sensitivity.SensitivityRules;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulationPlan;
import org.louver.tabulation.VariableSource;

/**
 * A release as its configuration file describes it, every section read and checked before the first record is.
 *
 * @param config identity, sources and links
 * @param tabulation variables and tables
 * @param safety the policy and what only the agency can know
 * @param rules primary rules
 * @param protection requirement and cost of withholding
 * @param audit whom the release has to stand up to
 * @param publication identity and formats of the public tree
 * @param cells how the risk of cells is assessed
 * @param risk how the risk of records is, with its source; absent where no key variables are named
 */
public record ReleasePlan(
        ReleaseConfig config,
        TabulationPlan tabulation,
        SafetySettings safety,
        SensitivityRules rules,
        ProtectionConfig protection,
        Audit audit,
        PublicationPlan publication,
        CellSettings cells,
        Optional<RiskSettings> risk) {

    /**
     * Reads a configuration file.
     *
     * @throws org.louver.refusal.Refusal exit 2 with file, line and remedy
     */
    public static ReleasePlan load(Path file, Map<String, String> overrides) {
        ReleaseConfig config = ReleaseConfig.load(file, overrides);
        Section root = config.file();
        Path folder = file.toAbsolutePath().getParent();
        SafetySettings safety = SafetySettings.read(config, folder == null ? Path.of("") : folder);
        SensitivityRules rules = RulesConfig.readOfRelease(root.section("rules"));
        ProtectionConfig protection = ProtectionConfig.read(root.sectionOrEmpty("protection"));
        TabulationPlan tabulation = TabulationPlan.read(root, fields(config));
        requireKnownVariables(root, tabulation, rules, protection);
        requireNoFiner(root.section("variables"), tabulation, safety.policy());
        requireYearsOfEvenings(root.section("variables"), tabulation, safety.policy());
        requireAnswerable(root.sectionOrEmpty("publication").sectionOrEmpty("questions"), tabulation);
        Audit audit = Audit.read(root.sectionOrEmpty("audit"), protection.singletonsProtected());
        var identity = config.release();
        ReleasePlan plan = new ReleasePlan(
                config,
                tabulation,
                safety,
                rules,
                protection,
                audit,
                new PublicationPlan(
                                identity.id(),
                                identity.title(),
                                identity.publisher(),
                                identity.contact(),
                                identity.licence(),
                                identity.demonstration(),
                                PublicationPlan.formats(root.sectionOrEmpty("publication")))
                        .asking(root.sectionOrEmpty("publication"))
                        .described(identity.description())
                        .servedAt(identity.address())
                        .explained(ColumnOrigins.of(config, tabulation, safety.policy()))
                        .protectedBy(StatedProtection.of(rules, safety.policy(), protection, audit.settings())),
                CellSettings.read(
                        root.sectionOrEmpty("risk").sectionOrEmpty("cells"),
                        Math.max(rules.minimumFrequency(), rules.minimumContributors()),
                        List.copyOf(tabulation.variables().keySet())),
                recordRisk(config));
        new SmallCellDemands(root, safety.policy()).requireOf(plan);
        return plan;
    }

    /** Records are assessed where key variables are named; {@code louver risk} asks for them, a release does not. */
    private static Optional<RiskSettings> recordRisk(ReleaseConfig config) {
        Section section = config.file().sectionOrEmpty("risk");
        if (section.has("keys")) {
            return Optional.of(RiskSettings.read(section).of(config));
        }
        section.has("cells");
        section.refuseUnknownKeys();
        return Optional.empty();
    }

    /** Whether codes exist is known when the records are; tables and variables are known now. */
    private static void requireAnswerable(Section questions, TabulationPlan tabulation) {
        Map<String, TableConfig> tables = new TreeMap<>();
        for (String unit : tabulation.units()) {
            tabulation.tablesOf(unit).forEach(table -> tables.put(table.name(), table));
        }
        for (String name : questions.keys()) {
            Section question = questions.section(name);
            TableConfig table = tables.get(question.text("table"));
            if (table == null) {
                throw question.refusal(
                        "table", "is no table of this release", "use one of " + String.join(", ", tables.keySet()));
            }
            requireDimension(question, "variable", question.text("variable"), table);
            if (question.has("standardise-by")) {
                question.textOrTexts("standardise-by")
                        .forEach(strata -> requireDimension(question, "standardise-by", strata, table));
            }
            for (String part : List.of("event", "among")) {
                Section codes = question.sectionOrEmpty(part);
                codes.keys().forEach(dimension -> requireDimension(codes, dimension, dimension, table));
            }
        }
    }

    private static void requireDimension(Section section, String key, String dimension, TableConfig table) {
        if (!dimension.equals(PublicTable.YEAR) && !table.axes().containsKey(dimension)) {
            throw section.refusal(
                    key,
                    "names no variable of table " + table.name(),
                    "use one of " + String.join(", ", table.axes().keySet()));
        }
    }

    /** What the policy coarsens is gone from the records: finer bands would be miscounted, finer periods empty. */
    private static void requireNoFiner(Section variables, TabulationPlan tabulation, Policy policy) {
        for (String unit : tabulation.units()) {
            for (var named : tabulation.variablesOf(unit).entrySet()) {
                VariableSource variable = named.getValue();
                String place = variables.place(named.getKey());
                if (variable instanceof VariableSource.Bands bands) {
                    List<Long> finest = bands.starts().get(bands.starts().size() - 1);
                    policy.requireNoFiner(place, unit, bands.field(), finest, Optional.empty());
                } else if (variable instanceof VariableSource.Periods periods) {
                    VariableSource.Period finest =
                            periods.periods().get(periods.periods().size() - 1);
                    policy.requireNoFiner(place, unit, periods.field(), List.of(), Optional.of(unit(finest)));
                } else {
                    variable.fields().stream()
                            .filter(field -> !field.equals(ReleasableEvents.RECORD_LEVEL))
                            .forEach(field -> policy.requireNoFiner(place, unit, field, List.of(), Optional.empty()));
                }
            }
        }
    }

    private static void requireYearsOfEvenings(Section variables, TabulationPlan tabulation, Policy policy) {
        for (TableConfig table : tabulation.tables()) {
            boolean years = table.axes().entrySet().stream()
                    .allMatch(axis -> !(tabulation.variable(axis.getKey()) instanceof VariableSource.Periods periods)
                            || List.of("year")
                                    .containsAll(
                                            axis.getValue().isEmpty()
                                                    ? periods.levels().keySet()
                                                    : axis.getValue()));
            if (!years) {
                table.variables()
                        .forEach(name -> tabulation
                                .variable(name)
                                .fields()
                                .forEach(field -> policy.requireNoEvening(
                                        variables.place(name), table.name(), table.unit(), field)));
            }
        }
    }

    private static FieldAction.Period.Unit unit(VariableSource.Period period) {
        return switch (period) {
            case YEAR -> FieldAction.Period.Unit.YEAR;
            case QUARTER -> FieldAction.Period.Unit.QUARTER;
            case MONTH -> FieldAction.Period.Unit.MONTH;
        };
    }

    /** A pattern that no table could match is a slip of the pen, and would protect or weigh nothing. */
    private static void requireKnownVariables(
            Section root, TabulationPlan tabulation, SensitivityRules rules, ProtectionConfig protection) {
        Set<String> known = tabulation.variables().keySet();
        Stream.of(rules.forced(), rules.requests(), rules.structuralZeros())
                .flatMap(List::stream)
                .flatMap(pattern -> pattern.codes().keySet().stream())
                .filter(variable -> !known.contains(variable))
                .findFirst()
                .ifPresent(variable -> {
                    throw root.refusal("rules", "names " + variable + ", which is not a variable", "correct it");
                });
        protection.weights().stream()
                .flatMap(weight -> weight.cells().codes().keySet().stream())
                .filter(variable -> !known.contains(variable))
                .findFirst()
                .ifPresent(variable -> {
                    throw root.refusal("protection", "names " + variable + ", which is not a variable", "correct it");
                });
    }

    /** What the tables of a release take from the records; none while it describes no tables. */
    public static List<PolicyExplanation.TableUse> uses(ReleaseConfig config) {
        return config.file().has("tables") ? uses(TabulationPlan.read(config.file(), fields(config))) : List.of();
    }

    static List<PolicyExplanation.TableUse> uses(TabulationPlan tabulation) {
        return tabulation.tables().stream()
                .map(table -> new PolicyExplanation.TableUse(
                        table.name(),
                        table.unit(),
                        table.variables().stream()
                                .flatMap(variable -> tabulation.variable(variable).fields().stream())
                                .collect(Collectors.toSet()),
                        Optional.ofNullable(table.where().get(ReleasableEvents.RECORD_LEVEL))))
                .toList();
    }

    private static Map<String, Set<String>> fields(ReleaseConfig config) {
        Map<String, Set<String>> fields = new TreeMap<>();
        config.sources()
                .forEach((name, source) ->
                        fields.put(name, new TreeSet<>(source.fields().keySet())));
        fields.values().forEach(own -> own.add(ReleasableEvents.RECORD_LEVEL));
        config.links().forEach(link -> {
            Set<String> brought = fields.get(link.from());
            if (brought != null) {
                brought.addAll(link.bring().keySet());
                brought.add("link_" + link.name());
            }
        });
        return fields;
    }

    /** The person field of a source, where it has one. */
    Optional<String> person(String source) {
        return Optional.ofNullable(config.sources().get(source)).flatMap(found -> found.person());
    }
}
