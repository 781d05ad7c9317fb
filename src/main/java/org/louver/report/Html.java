package org.louver.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pieces of a page; every text from a release is escaped. */
public final class Html {
    /** What makes a cell words and not a number with its unit. */
    private static final Pattern WORD = Pattern.compile("\\p{L}{4}");

    /** Too long for a line of its own on a phone. */
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private Html() {}

    /** Text that cannot end an element or an attribute. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A table that scrolls by itself on a narrow screen and can be reached with the keyboard. */
    public static String table(String caption, List<String> header, List<List<String>> rows) {
        return table(caption, header, rows, Html::escape);
    }

    /** The same of files of the release: the first cell of each row is a path, relative to the page, and links there. */
    static String linkedTable(String caption, List<String> header, List<List<String>> rows) {
        return table(
                caption, header, rows, path -> "<a href=\"" + escape(address(path)) + "\">" + escape(path) + "</a>");
    }

    /** A relative address: each step of the path with what addresses cannot hold written as per cent and digits. */
    private static String address(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(step -> URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private static String table(
            String caption, List<String> header, List<List<String>> rows, UnaryOperator<String> first) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(escape(caption))
                .append("\"><table><caption>")
                .append(escape(caption))
                .append("</caption><thead><tr>");
        header.forEach(
                cell -> html.append("<th scope=\"col\">").append(escape(cell)).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\">")
                    .append(first.apply(row.get(0)))
                    .append("</th>");
            row.subList(1, row.size())
                    .forEach(cell ->
                            html.append(opening(cell)).append(escape(cell)).append("</td>"));
            html.append("</tr>");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static String opening(String cell) {
        return DIGEST.matcher(cell).matches()
                ? "<td class=\"digest\">"
                : WORD.matcher(cell).find() ? "<td class=\"words\">" : "<td>";
    }

    /** A chart that the script draws from {@code json}, and the same figures as a table. */
    static String figure(String id, String title, String json, String table) {
        return "<figure><figcaption>" + escape(title) + "</figcaption><div class=\"chart\" id=\"" + id
                + "\" role=\"img\" aria-label=\"" + escape(title + ". The table below holds the same figures.")
                + "\"></div><script type=\"application/json\" class=\"chart-data\" data-for=\"" + id + "\">"
                + json.replace("<", "\\u003c") + "</script><details><summary>Figures as a table: " + escape(title)
                + "</summary>" + table + "</details></figure>\n";
    }

    /** A whole number with commas. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
