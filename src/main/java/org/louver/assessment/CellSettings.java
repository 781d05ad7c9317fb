package org.louver.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.louver.config.Section;
import org.louver.risk.CellRules;

/**
 * How the cells of a release are assessed: {@code risk { cells { … } }}, all of which may be left out.
 *
 * @param rules thresholds
 * @param sensitive variables whose categories may disclose something about a group; empty for all but calendar periods
 * @param rateDecimals decimals of the rates that readers are shown or can be expected to be shown
 * @param residentsPer of how many residents such rates are told; percentages are of a hundred
 * @param population who lives there, by the names of the variables' levels
 * @param score what the publication score takes variables for
 */
public record CellSettings(
        CellRules rules,
        List<String> sensitive,
        int rateDecimals,
        long residentsPer,
        Optional<RiskSettings.Population> population,
        ScoreSettings score) {
    public CellSettings {
        sensitive = List.copyOf(sensitive);
    }

    /**
     * Reads the section.
     *
     * @param leastPeople a cell needs at least as many people, as the rules of the release demand
     * @param variables of the release: what the section names must be among them
     * @throws org.louver.refusal.Refusal exit 2 with file, line and remedy
     */
    public static CellSettings read(Section section, long leastPeople, List<String> variables) {
        double mostShare = share(section, "most-share", 0.5);
        double homogeneous = share(section, "homogeneous", 0.95);
        if (homogeneous <= 0.5) {
            throw section.refusal("homogeneous", "is at most a half", "give a share such as 0.95");
        }
        CellSettings settings = new CellSettings(
                new CellRules(
                        Math.max(1, leastPeople),
                        mostShare,
                        homogeneous,
                        section.integer("least-population", 20_001, 0, Long.MAX_VALUE),
                        section.flag("zeros", true)),
                named(section, "sensitive", List.of(), variables),
                (int) section.integer("rate-decimals", 1, 0, 6),
                section.integer("residents-per", 1_000, 1, 1_000_000),
                section.has("population")
                        ? Optional.of(RiskSettings.population(section.section("population")))
                        : Optional.empty(),
                ScoreSettings.read(section, variables));
        section.refuseUnknownKeys();
        return settings;
    }

    private static double share(Section section, String key, double otherwise) {
        double share = section.number(key, otherwise);
        if (!(share > 0 && share <= 1)) {
            throw section.refusal(key, "is " + share + ", outside (0, 1]", "give a share such as " + otherwise);
        }
        return share;
    }

    /** Names of variables, or those of the usual ones that the release has. */
    static List<String> named(Section section, String key, List<String> usual, List<String> variables) {
        if (!section.has(key)) {
            return usual.stream().filter(variables::contains).toList();
        }
        List<String> named = new ArrayList<>(section.texts(key));
        named.removeAll(variables);
        if (!named.isEmpty()) {
            throw section.refusal(
                    key, "names " + named.get(0) + ", which is not a variable", "use " + String.join(", ", variables));
        }
        return section.texts(key);
    }
}
