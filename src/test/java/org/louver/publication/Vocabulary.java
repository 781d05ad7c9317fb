package org.louver.publication;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** A vocabulary in RDF, as N-Quads: which property belongs to which classes, and what its values are. */
public final class Vocabulary {
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String RDFS = "http://www.w3.org/2000/01/rdf-schema#";
    private static final String UNION = "http://www.w3.org/2002/07/owl#unionOf";

    /** Subject → predicate → objects. */
    private final Map<String, Map<String, Set<String>>> triples = new LinkedHashMap<>();

    private final String base;

    private Vocabulary(String base) {
        this.base = base;
    }

    /** W3C's terms of CSV on the Web. */
    public static Vocabulary csvOnTheWeb() throws IOException {
        return read("csvw.nq.gz", "http://www.w3.org/ns/csvw#");
    }

    /** schema.org. */
    public static Vocabulary schemaOrg() throws IOException {
        return read("schema-org.nq.gz", "http://schema.org/");
    }

    private static Vocabulary read(String file, String base) throws IOException {
        Vocabulary vocabulary = new Vocabulary(base);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(Vocabulary.class.getResourceAsStream("/schemas/" + file))),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ", 4);
                vocabulary
                        .triples
                        .computeIfAbsent(bare(parts[0]), subject -> new LinkedHashMap<>())
                        .computeIfAbsent(bare(parts[1]), predicate -> new LinkedHashSet<>())
                        .add(bare(parts[2]));
            }
        }
        return vocabulary;
    }

    private static String bare(String term) {
        return term.startsWith("<") ? term.substring(1, term.length() - 1) : term;
    }

    /** Whether it is a class of the vocabulary. */
    public boolean isClass(String name) {
        return objects(base + name, RDF + "type").contains(RDFS + "Class");
    }

    /** Whether objects of the class may have the property, by itself or by a class above it. */
    public boolean allows(String type, String property) {
        Set<String> domains = classes(property, "domain", "domainIncludes");
        return above(base + type).stream().anyMatch(domains::contains);
    }

    /** The names of what the values of a property may be, without the vocabulary's own address. */
    public Set<String> values(String property) {
        Set<String> names = new LinkedHashSet<>();
        classes(property, "range", "rangeIncludes").forEach(range -> names.add(range.replace(base, "")));
        return names;
    }

    private Set<String> classes(String property, String standard, String loose) {
        Set<String> found = new LinkedHashSet<>();
        for (String predicate : List.of(RDFS + standard, base + loose)) {
            for (String object : objects(base + property, predicate)) {
                Set<String> lists = objects(object, UNION);
                if (lists.isEmpty()) {
                    found.add(object);
                }
                for (String list : lists) {
                    for (String at = list; !at.equals(RDF + "nil"); at = first(at, "rest")) {
                        found.add(first(at, "first"));
                    }
                }
            }
        }
        return found;
    }

    private String first(String list, String part) {
        return objects(list, RDF + part).iterator().next();
    }

    private Set<String> above(String type) {
        Set<String> all = new HashSet<>();
        ArrayDeque<String> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (all.add(next)) {
                open.addAll(objects(next, RDFS + "subClassOf"));
            }
        }
        return all;
    }

    private Set<String> objects(String subject, String predicate) {
        return triples.getOrDefault(subject, Map.of()).getOrDefault(predicate, Set.of());
    }
}
