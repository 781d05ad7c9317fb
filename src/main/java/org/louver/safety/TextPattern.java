package org.louver.safety;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A declared pattern for charge and call texts, written as a person would say it: words; a star stands for the rest of a word.
 *
 * <p>{@code sex* offen*} finds "Sexual Offense, 3rd degree" and "SEX-OFFENDER REG". Case, accents and what stands between the words do
 * not matter; the pattern finds whole words anywhere in the text. A pattern needs at least three letters or digits in a row, so
 * that none matches everything.
 *
 * @param written the pattern as the policy writes it
 */
public record TextPattern(String written) {
    private static final int LEAST_LITERAL = 3;

    public TextPattern {
        if (!written.strip().equals(written) || !fold(written).matches("[a-z0-9*]+( [a-z0-9*]+)*")) {
            throw new IllegalArgumentException("holds something else than words, spaces and stars");
        }
        if (!Pattern.compile("[a-z0-9]{" + LEAST_LITERAL + "}")
                .matcher(fold(written))
                .find()) {
            throw new IllegalArgumentException(
                    "matches nearly everything: it has no " + LEAST_LITERAL + " letters or digits in a row");
        }
    }

    /** Lower case without accents: the text that {@link #regex()} is meant for. */
    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }

    /** A regular expression over folded text; linear in the text. */
    String regex() {
        return "(?<![a-z0-9])" + fold(written).replace("*", "[a-z0-9]*").replace(" ", "[^a-z0-9]+") + "(?![a-z0-9])";
    }

    /** Whether the text holds the pattern. */
    boolean matches(String text) {
        return Pattern.compile(regex()).matcher(fold(text)).find();
    }
}
