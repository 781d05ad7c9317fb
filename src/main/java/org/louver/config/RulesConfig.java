package org.louver.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.louver.refusal.Refusal;
import org.louver.sensitivity.ConcentrationRule;
import org.louver.sensitivity.Homogeneity;
import org.louver.sensitivity.Ratio;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.table.CellPattern;

/** Reads the section {@code rules}: which cells are unsafe. */
public final class RulesConfig {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** How many distinct contributors a cell can be asked for: they are kept one by one. */
    private static final long MOST_CONTRIBUTORS = 1_000;

    private RulesConfig() {}

    /**
     * Reads the section to its end.
     *
     * @throws Refusal exit 2 with file, line and remedy
     */
    public static SensitivityRules read(Section rules) {
        return read(rules, 0);
    }

    /**
     * Reads the rules of a release, whose thresholds count distinct people too unless it says otherwise: ten records of one
     * person are no crowd.
     *
     * @throws Refusal exit 2 with file, line and remedy
     */
    public static SensitivityRules readOfRelease(Section rules) {
        return read(rules, Math.min(MOST_CONTRIBUTORS, rules.integer("minimum-frequency", 0, 0, Integer.MAX_VALUE)));
    }

    private static SensitivityRules read(Section rules, long contributors) {
        List<ConcentrationRule> concentration = new ArrayList<>();
        if (rules.has("dominance")) {
            Section dominance = rules.section("dominance");
            int n = (int) dominance.integer("n", 1, 1, 100);
            concentration.add(new ConcentrationRule.Dominance(n, percent(dominance, "k", 99)));
            dominance.refuseUnknownKeys();
        }
        if (rules.has("p-percent")) {
            if (rules.isObject("p-percent")) {
                Section p = rules.section("p-percent");
                concentration.add(new ConcentrationRule.PPercent(percent(p, "p", 1_000)));
                p.refuseUnknownKeys();
            } else {
                concentration.add(new ConcentrationRule.PPercent(percent(rules, "p-percent", 1_000)));
            }
        }
        if (rules.has("prior-posterior")) {
            Section prior = rules.section("prior-posterior");
            percent(prior, "p", 1_000);
            percent(prior, "q", 1_000);
            concentration.add(new ConcentrationRule.PriorPosterior(Ratio.of(prior.decimal("p"), prior.decimal("q"))));
            prior.refuseUnknownKeys();
        }
        SensitivityRules read = new SensitivityRules(
                rules.integer("minimum-frequency", 0, 0, Integer.MAX_VALUE),
                rules.integer("minimum-contributors", contributors, 0, MOST_CONTRIBUTORS),
                concentration,
                rules.has("homogeneity")
                        ? rules.sections("homogeneity").stream()
                                .map(RulesConfig::homogeneity)
                                .toList()
                        : List.of(),
                rules.word("zeros", ZeroPolicy.class, ZeroPolicy.PUBLISHED),
                patterns(rules, "structural-zeros"),
                patterns(rules, "forced"),
                patterns(rules, "requests"));
        rules.refuseUnknownKeys();
        return read;
    }

    private static Homogeneity homogeneity(Section section) {
        Homogeneity read = new Homogeneity(
                section.text("variable"),
                section.has("share") ? percent(section, "share", 100) : Ratio.percent(HUNDRED),
                section.texts("categories", List.of()));
        section.refuseUnknownKeys();
        return read;
    }

    /** A percentage above 0. */
    static Ratio percent(Section section, String key, int most) {
        BigDecimal percent = section.decimal(key);
        if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(most)) > 0 || percent.scale() > 12) {
            throw section.refusal(key, "is not a percentage above 0 and up to " + most, "write per cent: 15 for 15 %");
        }
        return Ratio.percent(percent);
    }

    /** Lists of cells: {@code [ { region = [A, B], sex = Total } ]}. */
    static List<CellPattern> patterns(Section section, String key) {
        return section.has(key)
                ? section.sections(key).stream().map(RulesConfig::pattern).toList()
                : List.of();
    }

    static CellPattern pattern(Section cells) {
        Map<String, List<String>> codes = new TreeMap<>();
        for (String variable : cells.keys()) {
            codes.put(variable, cells.textOrTexts(variable));
        }
        return CellPattern.of(codes);
    }
}
