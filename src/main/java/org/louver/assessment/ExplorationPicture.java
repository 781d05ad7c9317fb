package org.louver.assessment;

import java.util.List;
import java.util.Locale;

/** Candidates as a scatter plot: detail to the right (cells, logarithmic), records in small cells upwards; efficient sets joined. */
final class ExplorationPicture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 460;
    private static final int LEFT = 60;
    private static final int BOTTOM = 50;

    private ExplorationPicture() {}

    static String svg(List<Exploration.Candidate> candidates) {
        double most = candidates.stream()
                .mapToDouble(candidate -> Math.log10(candidate.cells() + 1.0))
                .max()
                .orElse(1);
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " "
                + HEIGHT + "\" width=\"" + WIDTH + "\" font-family=\"sans-serif\" font-size=\"11\">\n"
                + "<title>Cells of a table against records in small cells</title>\n");
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = y(percent / 100.0);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\""
                            + " text-anchor=\"end\">%d %%</text>%n",
                    LEFT,
                    y,
                    WIDTH - 10,
                    y,
                    LEFT - 6,
                    y + 4,
                    percent));
        }
        for (int power = 0; power <= most; power++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>%n",
                    x(power, most),
                    HEIGHT - BOTTOM + 18,
                    (long) Math.pow(10, power)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">non-empty cells</text><text x=\"14\" y=\"%d\""
                        + " transform=\"rotate(-90 14 %d)\" text-anchor=\"middle\">records in small cells</text>%n",
                WIDTH / 2,
                HEIGHT - 12,
                HEIGHT / 2,
                HEIGHT / 2));
        StringBuilder front = new StringBuilder();
        for (Exploration.Candidate one : candidates) {
            double x = x(Math.log10((double) one.cells()), most);
            double y = y(one.smallShare());
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\"><title>%s: %d cells, %.2f %%</title></circle>%n",
                    x,
                    y,
                    one.efficient() ? 5 : 3,
                    one.efficient() ? "#b3261e" : "#8da2b5",
                    RiskReport.escaped(String.join(" × ", one.columns())),
                    one.cells(),
                    100 * one.smallShare()));
            if (one.efficient()) {
                front.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            }
        }
        return svg.append("<polyline fill=\"none\" stroke=\"#b3261e\" points=\"")
                .append(front)
                .append("\"/>\n</svg>\n")
                .toString();
    }

    private static double x(double logarithm, double most) {
        return LEFT + logarithm / most * (WIDTH - LEFT - 20);
    }

    private static double y(double share) {
        return 10 + (1 - share) * (HEIGHT - BOTTOM - 10);
    }
}
