package org.louver.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.louver.refusal.Refusal;

/**
 * One release as its configuration file describes it.
 *
 * @param output folder (Hadoop path) that receives the public and the internal tree
 * @param sources by name
 * @param links in the order of the file, which is the order they are made in
 * @param file the whole file; the sections in {@link #OTHERS} are parsed by the rooms they belong to
 */
public record ReleaseConfig(
        ReleaseIdentity release,
        String output,
        SortedMap<String, SourceConfig> sources,
        List<LinkConfig> links,
        Section file) {

    /** Top-level keys whose content is parsed elsewhere. */
    static final List<String> OTHERS =
            List.of("safety", "variables", "tables", "rules", "risk", "protection", "audit", "publication");

    /**
     * Reads a file, with {@code overrides} (dotted path → HOCON value) laid over it.
     *
     * @throws Refusal exit 2 with file, line and remedy
     */
    public static ReleaseConfig load(Path file, Map<String, String> overrides) {
        return read(Section.load(file, overrides));
    }

    /** A declared source. */
    public SourceConfig source(String name) {
        SourceConfig source = sources.get(name);
        if (source == null) {
            throw new IllegalArgumentException("no source " + name);
        }
        return source;
    }

    /** Reads a file that is parsed already. */
    public static ReleaseConfig read(Section root) {
        root.has("data");
        OTHERS.forEach(root::has);
        SortedMap<String, SourceConfig> sources = new TreeMap<>();
        Section declared = root.section("sources");
        for (String name : declared.keys()) {
            sources.put(name, SourceConfig.read(name, declared.section(name)));
        }
        if (sources.isEmpty()) {
            throw root.refusal("sources", "is empty", "declare at least one source");
        }
        ReleaseConfig config = new ReleaseConfig(
                ReleaseIdentity.read(root.section("release")),
                root.text("output"),
                sources,
                links(root, sources),
                root);
        root.refuseUnknownKeys();
        return config;
    }

    private static List<LinkConfig> links(Section root, SortedMap<String, SourceConfig> sources) {
        if (!root.has("links")) {
            return List.of();
        }
        Map<String, Set<String>> columns = new HashMap<>();
        sources.forEach((name, source) -> {
            Set<String> own = new HashSet<>(source.fields().keySet());
            own.add("year");
            columns.put(name, own);
        });
        Set<String> names = new HashSet<>();
        return root.sections("links").stream()
                .map(section -> {
                    LinkConfig link = LinkConfig.read(section, sources, columns);
                    if (!names.add(link.name())) {
                        throw section.refusal("name", "is taken by another link", "choose another");
                    }
                    columns.computeIfPresent(link.from(), (source, fields) -> {
                        fields.addAll(link.bring().keySet());
                        return fields;
                    });
                    return link;
                })
                .toList();
    }
}
