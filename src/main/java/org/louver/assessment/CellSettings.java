package org.louver.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.louver.config.Section;
import org.louver.risk.CellRules;

/**
 * How the cells of a release are assessed: {@code risk { cells { … } }}, all of which may be left out.
 *
 * @param rules thresholds
 * @param sensitive variables whose categories may disclose something about a group; empty for all but calendar periods
 * @param rateDecimals decimals of the percentages that readers are shown or can be expected to be shown
 * @param population who lives there, by the names of the variables' levels
 * @param race variables that the publication score counts as race or ethnicity
 * @param sex variables that it counts as sex
 * @param places variables that it counts as geography
 * @param smallestArea people in the smallest place that tables show, where no population table tells
 */
public record CellSettings(
        CellRules rules,
        List<String> sensitive,
        int rateDecimals,
        Optional<RiskSettings.Population> population,
        List<String> race,
        List<String> sex,
        List<String> places,
        OptionalLong smallestArea) {
    private static final List<String> RACE = List.of("race", "subject_race", "ethnicity");
    private static final List<String> SEX = List.of("sex", "gender", "subject_sex");
    private static final List<String> PLACES =
            List.of("place", "county", "city", "agency", "district", "precinct", "ward", "beat", "neighborhood", "zip");

    public CellSettings {
        sensitive = List.copyOf(sensitive);
        race = List.copyOf(race);
        sex = List.copyOf(sex);
        places = List.copyOf(places);
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
                section.has("population")
                        ? Optional.of(RiskSettings.population(section.section("population")))
                        : Optional.empty(),
                named(section, "race", RACE, variables),
                named(section, "sex", SEX, variables),
                named(section, "places", PLACES, variables),
                section.has("smallest-area")
                        ? OptionalLong.of(section.integer("smallest-area", 0, 0, Long.MAX_VALUE))
                        : OptionalLong.empty());
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

    private static List<String> named(Section section, String key, List<String> usual, List<String> variables) {
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
