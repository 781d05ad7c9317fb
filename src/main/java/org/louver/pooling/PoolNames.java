package org.louver.pooling;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names that a reader understands without a dictionary. */
final class PoolNames {
    private static final int MOST_LISTED = 4;
    private static final Pattern BAND = Pattern.compile("(\\d+)-(\\d+)");
    private static final Pattern OPEN_BAND = Pattern.compile("(\\d+)(\\+| (or|and) .*)");

    private PoolNames() {}

    /**
     * The code of a node; for a pool {@code 18-39} of bands that follow each other, {@code Asian, Native American or other} of few
     * members, {@code Other agencies in Essex County} of many.
     */
    static String of(Recoding recoding, Category category) {
        CategoryTree tree = recoding.tree();
        List<String> members =
                category.members().stream().map(tree::code).sorted(naturally()).toList();
        if (!category.isPool()) {
            return members.get(0);
        }
        String band = band(members);
        if (!band.isEmpty()) {
            return band;
        }
        if (members.size() <= MOST_LISTED) {
            return String.join(", ", members.subList(0, members.size() - 1)) + " or " + members.get(members.size() - 1);
        }
        int parent = tree.parent(category.members().get(0));
        String things = plural(tree.levels()
                .get(Math.min(
                                tree.levels().size(),
                                tree.depth(category.members().get(0)))
                        - 1));
        boolean only = recoding.categories().stream()
                .noneMatch(other -> !other.equals(category)
                        && other.isPool()
                        && other.members().size() > MOST_LISTED
                        && tree.parent(other.members().get(0)) == parent);
        String where = parent == 0 ? "" : " in " + tree.code(parent);
        return only
                ? "Other " + things + where
                : members.get(0) + ", " + members.get(1) + " and " + (members.size() - 2) + " other " + things + where;
    }

    /** Numbers by their size, texts by their letters. */
    static Comparator<String> naturally() {
        return Comparator.comparingLong(PoolNames::number).thenComparing(Comparator.naturalOrder());
    }

    private static long number(String code) {
        Matcher digits = Pattern.compile("^\\D{0,8}(\\d{1,15})").matcher(code);
        return digits.find() ? Long.parseLong(digits.group(1)) : Long.MAX_VALUE;
    }

    private static String band(List<String> members) {
        long next = -1;
        long first = -1;
        for (int member = 0; member < members.size(); member++) {
            Matcher band = BAND.matcher(members.get(member));
            Matcher open = OPEN_BAND.matcher(members.get(member));
            if (open.matches() && Long.parseLong(open.group(1)) == next && member == members.size() - 1) {
                return first + "+";
            }
            if (!band.matches() || (next >= 0 && Long.parseLong(band.group(1)) != next)) {
                return "";
            }
            first = first < 0 ? Long.parseLong(band.group(1)) : first;
            next = Long.parseLong(band.group(2)) + 1;
        }
        return first + "-" + (next - 1);
    }

    private static String plural(String thing) {
        String word = thing.replace('_', ' ').toLowerCase(Locale.ROOT);
        if (word.matches(".*[^aeiou]y")) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return word.matches(".*(s|x|ch|sh)") ? word + "es" : word + "s";
    }
}
