package org.louver.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.louver.config.Section;
import org.louver.utility.Answers;
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
        SortedMap<String, List<String>> among = codes(section.sectionOrEmpty("among"));
        List<String> standard = standard(section);
        String variable = section.text("variable");
        refuseContradictions(section, variable, compare, event, among, standard);
        Question question = new Question(
                name,
                section.text("text"),
                section.text("table"),
                measure,
                variable,
                compare.get(0),
                compare.get(1),
                event,
                among,
                standard,
                population,
                gate(section.sectionOrEmpty("gate")),
                places(section));
        section.refuseUnknownKeys();
        return question;
    }

    /** What {@link Question} would not take either, told by file and line. */
    private static void refuseContradictions(
            Section section,
            String variable,
            List<String> compare,
            SortedMap<String, List<String>> event,
            SortedMap<String, List<String>> among,
            List<String> standard) {
        if (compare.get(0).equals(compare.get(1))) {
            throw section.refusal("compare", "names one code twice", "write the group, then another as reference");
        }
        if (variable.equals(Answers.YEAR)) {
            throw section.refusal("variable", "is the year", "compare groups; every year is answered for itself");
        }
        for (String dimension : List.of(variable, Answers.YEAR)) {
            for (String role : List.of("event", "among")) {
                if ((role.equals("event") ? event : among).containsKey(dimension)) {
                    throw section.section(role)
                            .refusal(dimension, "is what the question compares or goes through already", "remove it");
                }
            }
        }
        for (String dimension : standard) {
            if (dimension.equals(variable) || dimension.equals(Answers.YEAR) || event.containsKey(dimension)) {
                throw section.refusal(
                        "standardise-by",
                        "names " + dimension + ", which is the compared variable, the year or part of the event",
                        "standardise by what else tells the opportunities apart");
            }
        }
        if (standard.stream().distinct().count() < standard.size()) {
            throw section.refusal("standardise-by", "names a dimension twice", "remove one");
        }
        event.forEach((dimension, codes) -> codes.stream()
                .filter(code -> !among.getOrDefault(dimension, codes).contains(code))
                .findFirst()
                .ifPresent(outside -> {
                    throw section.section("event")
                            .refusal(
                                    dimension,
                                    "counts " + outside + ", which is not among the opportunities",
                                    "name it in among." + dimension + " too, or leave it out here");
                }));
    }

    /** Where each key stands that a table can fail. */
    private static Map<String, String> places(Section section) {
        Map<String, String> places = new HashMap<>();
        for (String key : List.of("table", "variable", "compare", "standardise-by")) {
            places.put(key, section.place(key));
        }
        for (String role : List.of("event", "among")) {
            Section codes = section.sectionOrEmpty(role);
            codes.keys().forEach(dimension -> places.put(role + "." + dimension, codes.place(dimension)));
        }
        return places;
    }

    private static List<String> standard(Section section) {
        return section.has("standardise-by") ? section.textOrTexts("standardise-by") : List.of();
    }

    private static SortedMap<String, List<String>> codes(Section section) {
        SortedMap<String, List<String>> codes = new TreeMap<>();
        for (String dimension : section.keys()) {
            List<String> named = section.texts(dimension);
            if (named.isEmpty()) {
                throw section.refusal(dimension, "names no code", "name at least one, or remove it");
            }
            codes.put(dimension, named);
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
        double width = section.number("narrower-than", 0.5);
        if (!(width > 0 && width < 1)) {
            throw section.refusal("narrower-than", "is not between 0 and 1", "write a share: 0.2 means 20 %");
        }
        double years = section.number("share-of-years", 1);
        if (!(years > 0 && years <= 1)) {
            throw section.refusal("share-of-years", "is not above 0 and at most 1", "write a share: 0.8 means 80 %");
        }
        Question.Gate gate = new Question.Gate(
                section.flag("same-sign", false),
                section.has("narrower-than") ? OptionalDouble.of(width) : OptionalDouble.empty(),
                years);
        section.refuseUnknownKeys();
        return gate;
    }
}
