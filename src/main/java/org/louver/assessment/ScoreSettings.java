package org.louver.assessment;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.louver.config.Section;
import org.louver.risk.CalHhsScore;

/**
 * What the CalHHS publication score takes the variables of a release for; any other is a trait.
 *
 * @param race variables that tell race, alone or with ethnicity
 * @param hispanic variables that tell no more than Hispanic or not
 * @param sex variables that tell sex or gender
 * @param age variables that band age in years
 * @param residence variables that tell where people live
 * @param places variables that tell where something happened: geography of service
 * @param service what those places are
 * @param smallestArea people in the smallest place that tables show; where absent, the population table tells
 * @param statewideByTrait people in the state by trait, where known
 */
public record ScoreSettings(
        List<String> race,
        List<String> hispanic,
        List<String> sex,
        List<String> age,
        List<String> residence,
        List<String> places,
        CalHhsScore.Service service,
        OptionalLong smallestArea,
        Map<String, Long> statewideByTrait) {
    private static final List<String> RACE = List.of("race", "subject_race", "ethnicity");
    private static final List<String> SEX = List.of("sex", "gender", "subject_sex");
    private static final List<String> AGE = List.of("age", "age_band", "age_group", "subject_age", "victim_age");
    private static final List<String> PLACES =
            List.of("place", "county", "city", "agency", "district", "precinct", "ward", "beat", "neighborhood", "zip");

    public ScoreSettings {
        race = List.copyOf(race);
        hispanic = List.copyOf(hispanic);
        sex = List.copyOf(sex);
        age = List.copyOf(age);
        residence = List.copyOf(residence);
        places = List.copyOf(places);
        statewideByTrait = Map.copyOf(statewideByTrait);
    }

    /** Reads what {@code risk.cells} says of the score; the usual names where it says nothing. */
    static ScoreSettings read(Section section, List<String> variables) {
        List<String> hispanic = CellSettings.named(section, "hispanic", List.of(), variables);
        List<String> residence = CellSettings.named(section, "residence", List.of(), variables);
        return new ScoreSettings(
                without(CellSettings.named(section, "race", RACE, variables), hispanic),
                hispanic,
                CellSettings.named(section, "sex", SEX, variables),
                CellSettings.named(section, "age", AGE, variables),
                residence,
                without(CellSettings.named(section, "places", PLACES, variables), residence),
                section.word("service", CalHhsScore.Service.class, CalHhsScore.Service.AREA),
                section.has("smallest-area")
                        ? OptionalLong.of(section.integer("smallest-area", 0, 0, Long.MAX_VALUE))
                        : OptionalLong.empty(),
                statewide(section.sectionOrEmpty("statewide"), variables));
    }

    private static List<String> without(List<String> names, List<String> taken) {
        return names.stream().filter(name -> !taken.contains(name)).toList();
    }

    private static Map<String, Long> statewide(Section section, List<String> variables) {
        Map<String, Long> people = new TreeMap<>();
        for (String name : section.keys()) {
            if (!variables.contains(name)) {
                throw section.refusal(name, "is not a variable", "use " + String.join(", ", variables));
            }
            people.put(name, section.integer(name, 0, 0, Long.MAX_VALUE));
        }
        return people;
    }

    /** People in the state who have the trait that the variable tells of. */
    OptionalLong statewide(String name) {
        Long people = statewideByTrait.get(name);
        return people == null ? OptionalLong.empty() : OptionalLong.of(people);
    }
}
