package org.louver.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.louver.refusal.Refusal;
import org.louver.table.SpanningVariable;

/** Reads a hierarchy written as {@code code,parent}, one line per code, of any and uneven depth. */
final class CodeFiles {
    private CodeFiles() {}

    /**
     * The codes from top to leaf above every leaf, the leaf last.
     *
     * @throws Refusal exit 3 if a code has two parents, is its own ancestor, or is empty
     */
    static Map<String, List<String>> paths(Path file) {
        CodedColumns columns = ColumnFiles.read(file, name -> true);
        CodedColumns.Column codes = columns.column("code");
        CodedColumns.Column parents = columns.column("parent");
        Map<String, String> parentOf = new LinkedHashMap<>();
        Set<String> inner = new HashSet<>();
        for (int row = 0; row < columns.rows(); row++) {
            String code = codes.text(row);
            String parent = parents.text(row).equals(SpanningVariable.TOTAL) ? "" : parents.text(row);
            if (code.isBlank()) {
                throw Refusal.input(columns.row(row) + " has an empty code", "write the code or remove the row");
            }
            if (code.equals(SpanningVariable.TOTAL)) {
                if (parent.isEmpty()) {
                    continue;
                }
                throw Refusal.input(
                        columns.row(row) + " gives " + SpanningVariable.TOTAL + " a parent", "remove the row");
            }
            String before = parentOf.putIfAbsent(code, parent);
            if (before != null && !before.equals(parent)) {
                throw Refusal.input(
                        columns.row(row) + ": code " + code + " has two parents",
                        "give each code one parent; write alternative roll-ups as hierarchies of their own");
            }
            if (!parent.isEmpty()) {
                inner.add(parent);
            }
        }
        Map<String, List<String>> paths = new TreeMap<>();
        for (String code : parentOf.keySet()) {
            List<String> path = path(file, code, parentOf);
            if (!inner.contains(code)) {
                paths.put(code, path);
            }
        }
        return paths;
    }

    private static List<String> path(Path file, String leaf, Map<String, String> parentOf) {
        Set<String> upwards = new LinkedHashSet<>();
        String code = leaf;
        while (!code.isEmpty()) {
            if (!upwards.add(code)) {
                throw Refusal.input(
                        file + ": code " + code + " is its own ancestor", "remove the cycle from the hierarchy");
            }
            // A parent without a line of its own hangs under the total.
            code = parentOf.getOrDefault(code, "");
        }
        List<String> path = new ArrayList<>(upwards);
        Collections.reverse(path);
        return path;
    }
}
