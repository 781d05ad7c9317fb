package org.louver.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.louver.config.DesignConfig;
import org.louver.refusal.Refusal;

/**
 * One hierarchy from a code file, made even: a leaf that ends early stands for itself on the deeper levels.
 *
 * @param names of the levels above the finest, coarse to fine
 */
record CodePaths(Path file, List<String> names, Map<String, List<String>> paths) {
    static CodePaths read(DesignConfig.CodeFile design, DesignConfig.Variable variable, int before) {
        Map<String, List<String>> paths = CodeFiles.paths(design.file());
        int depth = paths.values().stream().mapToInt(List::size).max().orElse(1);
        List<String> names = new ArrayList<>(design.levels());
        if (names.isEmpty()) {
            for (int level = 1; level < depth; level++) {
                names.add(before == 0 ? String.valueOf(level) : (before + 1) + "." + level);
            }
        }
        if (names.size() != depth - 1) {
            throw Refusal.configuration(
                    "variable " + variable.name() + " names " + names.size() + " levels, but " + design.file() + " has "
                            + (depth - 1) + " above the finest",
                    "name each level above the finest, coarse to fine");
        }
        return new CodePaths(design.file(), List.copyOf(names), paths);
    }

    List<String> levels(String finest) {
        List<String> levels = new ArrayList<>(names);
        levels.add(finest);
        return levels;
    }

    /** The code above the leaf on a level of this file; null if the level is not one of it. */
    @Nullable String code(String leaf, String level) {
        int place = names.indexOf(level);
        if (place < 0) {
            return null;
        }
        List<String> path = require(leaf);
        return path.get(Math.min(place, path.size() - 1));
    }

    List<String> require(String leaf) {
        List<String> path = paths.get(leaf);
        if (path == null) {
            throw Refusal.input(
                    "code " + leaf + " is not among the leaves of " + file,
                    "add it to the hierarchy or correct the input");
        }
        return path;
    }
}
