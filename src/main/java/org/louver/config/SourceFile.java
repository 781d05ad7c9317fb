package org.louver.config;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One entry of a source's files.
 *
 * @param path Hadoop path; may hold the glob characters {@code * ? [] {}}
 * @param years the years that its rows may belong to; empty for reference tables
 * @param layout name of the layout it is written in, or {@link #STANDARD}
 */
public record SourceFile(String path, SortedSet<Integer> years, String layout) {
    /** The layout that {@code fields} describes without any change. */
    public static final String STANDARD = "standard";

    static SourceFile read(Section section) {
        SourceFile file = new SourceFile(
                section.text("path"),
                section.has("years") ? years(section) : new TreeSet<>(),
                section.text("layout", STANDARD));
        section.refuseUnknownKeys();
        return file;
    }

    private static SortedSet<Integer> years(Section section) {
        SortedSet<Integer> years = new TreeSet<>();
        for (String written : section.texts("years")) {
            List<Integer> ends = ends(section, written);
            for (int year = ends.get(0); year <= ends.get(1); year++) {
                years.add(year);
            }
        }
        return years;
    }

    private static List<Integer> ends(Section section, String written) {
        if (!written.matches("[12][0-9]{3}(-[12][0-9]{3})?")) {
            throw section.refusal("years", "must hold years", "write years = [2015, \"2017-2020\"]");
        }
        int first = Integer.parseInt(written.substring(0, 4));
        int last = Integer.parseInt(written.substring(written.length() - 4));
        if (last < first) {
            throw section.refusal("years", "holds a span that ends before it begins", "put the earlier year first");
        }
        return List.of(first, last);
    }
}
