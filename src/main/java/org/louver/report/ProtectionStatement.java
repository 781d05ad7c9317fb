package org.louver.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What protected a release, as far as everybody may know: rules, width and attackers of the configuration, and for which units the
 * audit passed. The reader that the audit plays knows all of it, so telling it takes nothing from the protection.
 *
 * <p>Not in it, because they would narrow something down: how many cells a rule fired for, parameters of rules about the largest
 * contributors, single cells that were requested or forced, weights, opt-outs, classes of sensitive incidents.
 *
 * @param minimumFrequency counts from 1 to this − 1 are unsafe; 0 without such a rule
 * @param minimumContributors counts of fewer different people are unsafe, where records tell people apart; 0 without such a rule
 * @param zerosPublished whether an empty cell is published as 0
 * @param topCoded shares that are hidden because nearly a whole group falls into one category
 * @param dominance whether rules about the largest contributors hold; their parameters are never told
 * @param width that the range of an unsafe count needs, in counts; 0 if it must only not be a single value; absent: it reaches from a count
 *     that is too small to one that is large enough
 * @param singletons whether people who are alone in a count are kept from learning another unsafe one
 * @param passed units of records whose tables the audit could not undo; none before the audit
 */
public record ProtectionStatement(
        long minimumFrequency,
        long minimumContributors,
        boolean zerosPublished,
        List<TopCoded> topCoded,
        boolean dominance,
        Optional<Policy> policy,
        Optional<BigDecimal> width,
        boolean singletons,
        Attackers attackers,
        List<String> passed) {
    /** The property of the data package that holds it. */
    public static final String PROPERTY = "louver:protection";

    private static final String BY_RULE = "by-rule";

    public ProtectionStatement {
        topCoded = List.copyOf(topCoded);
        passed = List.copyOf(passed);
    }

    /**
     * A category of a variable that holds so much of its group is withheld.
     *
     * @param percent above 0, at most 100
     */
    public record TopCoded(String variable, BigDecimal percent) {}

    /**
     * The policy that decided which records and fields may be counted.
     *
     * @param smallCells whose small-cell rule it asks for
     * @param loosened whether this release is laxer in some respect
     */
    public record Policy(String name, long version, String smallCells, boolean loosened) {}

    /**
     * Whom the audit played, beside the reader who is in none of the counts.
     *
     * @param largestInsiderCell contributors of one count of up to so many records, who pool what they know of it; 0: none
     * @param fullLevels whether unsafe counts must keep their full width against these too
     * @param wholeNumbers whether readers use that counts are whole
     */
    public record Attackers(int largestInsiderCell, boolean fullLevels, boolean wholeNumbers) {}

    /** The same release after an audit that passed for these units. */
    public ProtectionStatement passedFor(List<String> units) {
        return new ProtectionStatement(
                minimumFrequency,
                minimumContributors,
                zerosPublished,
                topCoded,
                dominance,
                policy,
                width,
                singletons,
                attackers,
                units);
    }

    /** Objects, lists, texts and numbers, in the order in which people read them. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("minimumFrequency", minimumFrequency);
        json.put("minimumContributors", minimumContributors);
        json.put("zeros", zerosPublished ? "published" : "withheld");
        json.put("topCoded", topCoded.stream().map(ProtectionStatement::json).toList());
        json.put("dominance", dominance);
        policy.ifPresent(named -> json.put("policy", json(named)));
        json.put("requiredWidth", width.<Object>map(number -> number).orElse(BY_RULE));
        json.put("singletonsProtected", singletons);
        Map<String, Object> audit = new LinkedHashMap<>();
        audit.put("largestInsiderCell", attackers.largestInsiderCell());
        audit.put("fullLevelsAgainstInsiders", attackers.fullLevels());
        audit.put("wholeNumbers", attackers.wholeNumbers());
        audit.put("passed", passed);
        json.put("audit", audit);
        return json;
    }

    private static Map<String, Object> json(TopCoded share) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("variable", share.variable());
        json.put("percent", share.percent());
        return json;
    }

    private static Map<String, Object> json(Policy policy) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", policy.name());
        json.put("version", policy.version());
        json.put("smallCells", policy.smallCells());
        json.put("loosened", policy.loosened());
        return json;
    }

    /** Reads {@link #json} of a descriptor; empty where a release says nothing of it. */
    static Optional<ProtectionStatement> of(JsonNode descriptor) {
        JsonNode json = descriptor.path(PROPERTY);
        if (!json.isObject()) {
            return Optional.empty();
        }
        List<TopCoded> topCoded = new ArrayList<>();
        json.path("topCoded")
                .forEach(share -> topCoded.add(new TopCoded(
                        share.path("variable").asText(), share.path("percent").decimalValue())));
        JsonNode named = json.path("policy");
        JsonNode width = json.path("requiredWidth");
        JsonNode audit = json.path("audit");
        List<String> passed = new ArrayList<>();
        audit.path("passed").forEach(unit -> passed.add(unit.asText()));
        return Optional.of(new ProtectionStatement(
                json.path("minimumFrequency").asLong(),
                json.path("minimumContributors").asLong(),
                json.path("zeros").asText().equals("published"),
                topCoded,
                json.path("dominance").asBoolean(),
                named.isObject()
                        ? Optional.of(new Policy(
                                named.path("name").asText(),
                                named.path("version").asLong(),
                                named.path("smallCells").asText(),
                                named.path("loosened").asBoolean()))
                        : Optional.empty(),
                width.isNumber() ? Optional.of(width.decimalValue()) : Optional.empty(),
                json.path("singletonsProtected").asBoolean(),
                new Attackers(
                        audit.path("largestInsiderCell").asInt(),
                        audit.path("fullLevelsAgainstInsiders").asBoolean(),
                        audit.path("wholeNumbers").asBoolean()),
                passed));
    }
}
