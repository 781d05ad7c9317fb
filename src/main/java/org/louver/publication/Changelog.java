package org.louver.publication;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.louver.audit.PublicTable;

/** {@value #FILE} of a release: what it brings and what it no longer has, above the entries of the releases before. */
final class Changelog {
    static final String FILE = "CHANGELOG.md";

    private static final String TITLE =
            "# Changes\n\nA release never changes once it is published. Corrections appear as a release of"
                    + " their own, with another name.\n";

    private Changelog() {}

    /**
     * The release that was public when this one was first made, as anybody can read it.
     *
     * @param tables names of its tables
     * @param changelog its {@value #FILE}
     */
    record Before(String id, SortedSet<String> tables, String changelog) {}

    static String of(List<PublicTable> tables, PublicationPlan plan, Optional<Before> before) {
        StringBuilder text =
                new StringBuilder(TITLE).append("\n## ").append(plan.id()).append("\n\n");
        text.append(plan.demonstration() ? "Demonstration, not to be relied upon. " : "");
        text.append(
                before.map(earlier -> "Follows release " + earlier.id() + ".").orElse("First release."));
        text.append("\n\n");
        SortedSet<String> names = new TreeSet<>();
        for (PublicTable table : tables) {
            names.add(table.name());
            List<String> years = DataPackage.span(List.of(table));
            String span = String.join(" to ", new TreeSet<>(years));
            text.append("- Table ")
                    .append(table.name())
                    .append(span.isEmpty() ? "" : ", " + span)
                    .append(".\n");
        }
        before.ifPresent(earlier -> {
            line(text, "New tables: ", without(names, earlier.tables()));
            line(text, "No longer published: ", without(earlier.tables(), names));
        });
        for (PublicTable table : tables) {
            line(
                    text,
                    "Break in the series, other categories than before, in " + table.name() + ": ",
                    table.recoded().stream()
                            .filter(PublicTable.Recoded::brokenSeries)
                            .map(PublicTable.Recoded::variable)
                            .toList());
        }
        before.map(Before::changelog).map(Changelog::entries).ifPresent(text::append);
        return text.toString();
    }

    /** What stands under the title: entry by entry, newest first. */
    private static String entries(String changelog) {
        int first = changelog.indexOf("\n## ");
        return first < 0 ? "" : changelog.substring(first);
    }

    private static SortedSet<String> without(Collection<String> names, Collection<String> others) {
        return names.stream().filter(name -> !others.contains(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void line(StringBuilder text, String words, Collection<String> names) {
        if (!names.isEmpty()) {
            text.append("- ").append(words).append(String.join(", ", names)).append(".\n");
        }
    }
}
