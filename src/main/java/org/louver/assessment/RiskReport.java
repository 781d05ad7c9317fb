package org.louver.assessment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.louver.refusal.Refusal;

/** What was measured, in groups, for people who decide. Confidential: it counts small classes, and may only be written internally. */
public final class RiskReport {
    /**
     * One measure.
     *
     * @param value a number, a text, or a list or map of those
     * @param meaning what it says, in words
     */
    public record Measure(String group, String name, Object value, String meaning) {}

    private final List<Measure> measures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String picture = "";

    RiskReport() {}

    RiskReport add(String group, String name, Object value, String meaning) {
        measures.add(new Measure(group, name, value, meaning));
        return this;
    }

    /** @param line what is doubtful about the figures and where, without a value of the records */
    RiskReport warning(String line) {
        warnings.add(line);
        return this;
    }

    /** What is doubtful about the figures, a line each; may be shown to whoever runs the command. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    RiskReport picture(String svg) {
        this.picture = svg;
        return this;
    }

    /** In the order measured. */
    public List<Measure> measures() {
        return List.copyOf(measures);
    }

    /** The value of a measure. */
    public Object value(String group, String name) {
        return measures.stream()
                .filter(measure ->
                        measure.group().equals(group) && measure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no measure " + group + " " + name))
                .value();
    }

    /**
     * Writes {@code NAME.json}, {@code NAME.html} and, where there is one, {@code NAME.svg} into a folder that only its owner may enter.
     *
     * @throws Refusal exit 7 if the folder lies in a public tree, exit 6 if it cannot be written
     */
    public void write(String folder, String name, Configuration hadoop) {
        Path directory = InternalFolder.made(folder, hadoop);
        try {
            write(directory, name + ".json", json(), hadoop);
            write(directory, name + ".html", html(), hadoop);
            if (!picture.isEmpty()) {
                write(directory, name + ".svg", picture, hadoop);
            }
        } catch (IOException unwritable) {
            throw unwritable(folder);
        }
    }

    private static Refusal unwritable(String folder) {
        return Refusal.storage("the risk report cannot be written to " + folder, "check the path and its permissions");
    }

    private static void write(Path directory, String name, String text, Configuration hadoop) throws IOException {
        try (OutputStream out = InternalFolder.create(directory, name, hadoop)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Groups of measures as JSON, in the order measured. */
    public String json() {
        Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
        measures.forEach(measure -> groups.computeIfAbsent(measure.group(), key -> new LinkedHashMap<>())
                .put(measure.name(), measure.value()));
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(groups) + "\n";
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A page to print: one table per group. */
    public String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<title>Disclosure risk</title><style>body{font:15px/1.4 sans-serif;max-width:60em;margin:2em auto}"
                + "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3em .6em;"
                + "text-align:left;vertical-align:top}td.n{text-align:right;white-space:nowrap}</style></head><body>\n"
                + "<h1>Disclosure risk</h1>\n<p><strong>Internal.</strong> These figures describe small groups of people;"
                + " they must not be published.</p>\n" + warned() + tables() + picture + "</body></html>\n";
    }

    private String warned() {
        StringBuilder page = new StringBuilder();
        warnings.forEach(line -> page.append("<p>").append(escaped(line)).append("</p>\n"));
        return page.toString();
    }

    /** The tables alone, a heading and a table per group, for an internal page that prints more than this. */
    public String tables() {
        StringBuilder page = new StringBuilder();
        String group = "";
        for (Measure measure : measures) {
            if (!measure.group().equals(group)) {
                page.append(group.isEmpty() ? "" : "</table>\n");
                group = measure.group();
                page.append("<h2>").append(escaped(group)).append("</h2>\n<table>\n");
            }
            page.append("<tr><td>")
                    .append(escaped(measure.name()))
                    .append("</td><td class=\"n\">")
                    .append(escaped(shown(measure.value())))
                    .append("</td><td>")
                    .append(escaped(measure.meaning()))
                    .append("</td></tr>\n");
        }
        return page.append(group.isEmpty() ? "" : "</table>\n").toString();
    }

    static String shown(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.6g", number) : String.valueOf(value);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** How much was measured; the figures are confidential. */
    @Override
    public String toString() {
        return "RiskReport[" + measures.size() + " measures]";
    }
}
