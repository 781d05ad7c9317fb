package org.louver.safety;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.louver.refusal.Refusal;

/**
 * Areas and how many live in them: decides under which name a place may be published.
 *
 * <p>An area below the floor is merged with the neighbour it declares, in the same administrative area; what is still too small is
 * lifted to the parent, together with as many siblings as it takes: a parent's name that stood for one small child alone would
 * be that child's name. Sizes add up, so a group of siblings is as large as its members together.
 */
final class AreaTable {
    private final NamedFile file;
    private final Map<String, Area> areas = new TreeMap<>();
    private final Map<String, List<Area>> children = new TreeMap<>();

    /**
     * One area.
     *
     * @param parent the area that contains it, if any
     * @param boundary the administrative area that no merging crosses
     * @param neighbour the area it is merged with when too small, if any
     */
    record Area(
            String code,
            String level,
            Optional<String> parent,
            String boundary,
            long addresses,
            long people,
            Optional<String> neighbour) {}

    /**
     * A table of areas.
     *
     * @param file where they stand
     * @throws Refusal exit 2 if a parent or neighbour is missing, or lies across an administrative boundary
     */
    AreaTable(Collection<Area> all, NamedFile file) {
        this.file = file;
        for (Area area : all) {
            if (areas.put(area.code(), area) != null) {
                throw broken("names the area " + area.code() + " twice", "keep one row per area");
            }
        }
        for (Area area : areas.values()) {
            area.parent().ifPresent(parent -> {
                required(area, parent);
                children.computeIfAbsent(parent, p -> new ArrayList<>()).add(area);
                requireNoCycle(area);
            });
            area.neighbour().map(neighbour -> required(area, neighbour)).ifPresent(neighbour -> {
                if (!neighbour.boundary().equals(area.boundary())
                        || !neighbour.parent().equals(area.parent())) {
                    throw broken(
                            "merges " + area.code() + " with " + neighbour.code()
                                    + " across an administrative boundary",
                            "declare a neighbour with the same boundary and parent");
                }
            });
        }
    }

    /** Area → the name under which it is published; areas that may not be named at all are absent. O(areas · log areas). */
    Map<String, String> published(Policy.AreaFloor floor) {
        Map<String, String> names = new TreeMap<>();
        for (Area area : areas.values()) {
            if (area.parent().isEmpty() && suffices(List.of(area), floor)) {
                names.put(area.code(), area.code());
                nameChildren(area.code(), floor, names);
            }
        }
        return names;
    }

    /** Area → the area of that level that contains it, itself included; areas above the level are absent. */
    Map<String, String> atLevel(String level) {
        if (areas.values().stream().noneMatch(area -> area.level().equals(level))) {
            throw broken("has no area of level " + level, "add the level or change the policy");
        }
        Map<String, String> ancestors = new TreeMap<>();
        for (Area area : areas.values()) {
            Optional<Area> at = Optional.of(area);
            while (at.isPresent() && !at.get().level().equals(level)) {
                at = at.get().parent().map(areas::get);
            }
            at.ifPresent(ancestor -> ancestors.put(area.code(), ancestor.code()));
        }
        return ancestors;
    }

    /** Names what lies below a parent that is large enough itself. */
    private void nameChildren(String parent, Policy.AreaFloor floor, Map<String, String> names) {
        List<List<Area>> large = new ArrayList<>();
        List<Area> lifted = new ArrayList<>();
        for (List<Area> group : merged(children.getOrDefault(parent, List.of()), floor)) {
            if (suffices(group, floor)) {
                large.add(group);
            } else {
                lifted.addAll(group);
            }
        }
        large.sort(Comparator.<List<Area>>comparingLong(AreaTable::people)
                .thenComparingLong(AreaTable::addresses)
                .thenComparing(group -> group.get(0).code()));
        while (!lifted.isEmpty() && !suffices(lifted, floor) && !large.isEmpty()) {
            lifted.addAll(large.remove(0));
        }
        String above = large.isEmpty() ? parent : parent + " (other areas)";
        lifted.forEach(area -> nameAll(area, above, names));
        for (List<Area> group : large) {
            if (group.size() == 1) {
                String code = group.get(0).code();
                names.put(code, code);
                nameChildren(code, floor, names);
            } else {
                String label = group.stream().map(Area::code).sorted().collect(Collectors.joining(" + "));
                group.forEach(area -> nameAll(area, label, names));
            }
        }
    }

    /** What is merged or lifted keeps no name of its own further down: its parts would give it away. */
    private void nameAll(Area area, String name, Map<String, String> names) {
        names.put(area.code(), name);
        children.getOrDefault(area.code(), List.of()).forEach(child -> nameAll(child, name, names));
    }

    /** Siblings in groups: those below the floor with their declared neighbours. */
    private static List<List<Area>> merged(List<Area> siblings, Policy.AreaFloor floor) {
        Map<String, List<Area>> groupOf = new HashMap<>();
        siblings.forEach(area -> groupOf.put(area.code(), new ArrayList<>(List.of(area))));
        for (Area area : siblings) {
            List<Area> own = groupOf.getOrDefault(area.code(), List.of());
            List<Area> other = area.neighbour().map(groupOf::get).orElse(own);
            if (other != own && !suffices(own, floor)) {
                other.addAll(own);
                own.forEach(member -> groupOf.put(member.code(), other));
            }
        }
        return groupOf.values().stream()
                .distinct()
                .sorted(Comparator.comparing(group -> group.get(0).code()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static boolean suffices(List<Area> group, Policy.AreaFloor floor) {
        return addresses(group) >= floor.addresses().orElse(0)
                && people(group) >= floor.people().orElse(0);
    }

    private static long people(List<Area> group) {
        return group.stream().mapToLong(Area::people).reduce(0, Math::addExact);
    }

    private static long addresses(List<Area> group) {
        return group.stream().mapToLong(Area::addresses).reduce(0, Math::addExact);
    }

    private void requireNoCycle(Area area) {
        Optional<Area> above = area.parent().map(areas::get);
        for (int steps = 0; above.isPresent(); steps++) {
            if (steps > areas.size()) {
                throw broken("has a cycle of parents through " + area.code(), "correct the parents");
            }
            above = above.get().parent().map(areas::get);
        }
    }

    private Area required(Area from, String code) {
        Area area = areas.get(code);
        if (area == null) {
            throw broken("names " + code + " beside " + from.code() + ", but has no row for it", "add the row");
        }
        return area;
    }

    private Refusal broken(String problem, String remedy) {
        return file.refusal("the area table " + problem, remedy);
    }
}
