package org.louver.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.louver.config.Section;
import org.louver.utility.Measure;
import org.louver.utility.Question;
import org.louver.utility.Residents;

/** Reads questions, one object each, keyed by name: see docs/trends.md. */
public final class QuestionConfig {
    private QuestionConfig() {}

    /** The questions in the order of their names. */
    public static List<Question> read(Section questions) {
        List<Question> read = new ArrayList<>();
        for (String name : questions.keys()) {
            read.add(question(name, questions.section(name)));
        }
        return read;
    }

    private static Question question(String name, Section section) {
        List<String> compare = section.texts("compare");
        if (compare.size() != 2) {
            throw section.refusal("compare", "must name two codes", "write the group, then the reference");
        }
        Measure measure = section.word("measure", Measure.class, Measure.RATE_RATIO);
        Map<String, Residents> population = population(section);
        if (measure == Measure.POPULATION_RATIO && !population.keySet().containsAll(compare)) {
            throw section.refusal("population", "lacks one of the two groups", "give residents for both codes");
        }
        SortedMap<String, List<String>> event = codes(section.sectionOrEmpty("event"));
        if (event.isEmpty() && measure != Measure.POPULATION_RATIO) {
            throw section.refusal("event", "is missing", "name the dimension and codes that count as the event");
        }
        if (section.has("standardise-by") && measure != Measure.RATE_RATIO) {
            throw section.refusal("standardise-by", "goes with rate-ratio only", "remove it");
        }
        Question question = new Question(
                name,
                section.text("text"),
                section.text("table"),
                measure,
                section.text("variable"),
                compare.get(0),
                compare.get(1),
                event,
                codes(section.sectionOrEmpty("among")),
                standard(section),
                population,
                gate(section.sectionOrEmpty("gate")));
        section.refuseUnknownKeys();
        return question;
    }

    private static List<String> standard(Section section) {
        return section.has("standardise-by") ? section.textOrTexts("standardise-by") : List.of();
    }

    private static SortedMap<String, List<String>> codes(Section section) {
        SortedMap<String, List<String>> codes = new TreeMap<>();
        for (String dimension : section.keys()) {
            codes.put(dimension, section.texts(dimension));
        }
        return codes;
    }

    /** Numbers in {@code population}, or a survey's table in {@code population-from}. */
    private static Map<String, Residents> population(Section section) {
        if (section.has("population-from")) {
            return PopulationTable.read(section.section("population-from"));
        }
        Section population = section.sectionOrEmpty("population");
        Map<String, Residents> residents = new HashMap<>();
        for (String code : population.keys()) {
            residents.put(code, residents(population, code));
        }
        return residents;
    }

    private static Residents residents(Section population, String code) {
        boolean surveyed = population.isObject(code);
        Section given = surveyed ? population.section(code) : population;
        long number = given.integer(surveyed ? "residents" : code);
        double margin = surveyed ? given.number("margin", 0) : 0;
        if (surveyed) {
            given.refuseUnknownKeys();
        }
        if (number <= 0) {
            throw population.refusal(code, "must be positive", "give the number of residents");
        }
        if (!(margin >= 0)) {
            throw population.refusal(code, "has a negative margin", "give the margin of error as the survey prints it");
        }
        return new Residents(number, margin);
    }

    private static Question.Gate gate(Section section) {
        double width = section.number("narrower-than", Double.NaN);
        double years = section.number("share-of-years", 1);
        if (!(years > 0 && years <= 1)) {
            throw section.refusal("share-of-years", "is outside 0 to 1", "use a share such as 0.8");
        }
        Question.Gate gate = new Question.Gate(
                section.flag("same-sign", false),
                Double.isNaN(width) ? OptionalDouble.empty() : OptionalDouble.of(width),
                years);
        section.refuseUnknownKeys();
        return gate;
    }
}
