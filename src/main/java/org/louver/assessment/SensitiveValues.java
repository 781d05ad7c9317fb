package org.louver.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.louver.refusal.Refusal;
import org.louver.risk.ClassDisclosure;
import org.louver.risk.CodedClasses;
import org.louver.risk.Diversity;
import org.louver.risk.KeyPacking;
import org.louver.risk.PackedClasses;
import org.louver.risk.RunCodec;
import org.louver.risk.ValueTree;

/**
 * What a class gives away about a sensitive variable: the last key of a class table, the others making the class.
 *
 * @param least distinct and entropy ℓ of the least diverse class
 * @param disclosed records in classes with a single sensitive value
 * @param equal largest earth mover's distance of a class from all records, equal ground distance
 * @param ordered the same, values in their sorted order
 * @param hierarchical the same on the tree of the values, if there is one
 * @param notRecursive records in classes that are not recursively (c, ℓ)-diverse
 */
record SensitiveValues(
        Diversity least, long disclosed, double equal, double ordered, OptionalDouble hierarchical, long notRecursive) {
    /**
     * What is asked of every class.
     *
     * @param c and {@code l}: recursive (c, ℓ)-diversity
     * @param tree how the codes of the sensitive variable are grouped, missing included; without one there is no hierarchical distance
     */
    record Demand(double c, int l, Optional<ValueTree> tree) {}

    /**
     * What the class of each record discloses, for {@link RecordClasses#with}: the lookup finds one more than the place in the list.
     *
     * @param disclosures different ones, ascending; as many as different distributions at most
     */
    record ByClass(ClassLookup lookup, List<ClassDisclosure> disclosures) {
        ByClass {
            disclosures = List.copyOf(disclosures);
        }
    }

    /** Over all classes. */
    static SensitiveValues of(ClassTable classes, Demand demand) {
        Diversity least = Diversity.UNBOUNDED;
        long disclosed = 0;
        long notRecursive = 0;
        double equal = 0;
        double ordered = 0;
        double hierarchical = 0;
        for (SensitiveClasses.Part part : SensitiveClasses.of(classes, demand)
                .map(one -> new SensitiveClasses.Part(one.disclosures(), one.records(), new byte[0]))
                .collect()) {
            for (int i = 0; i < part.records().length; i++) {
                ClassDisclosure one = part.disclosures().get(i);
                long records = part.records()[i];
                least = least.least(new Diversity(one.distinct(), one.entropy()));
                disclosed = Math.addExact(disclosed, one.distinct() == 1 ? records : 0);
                notRecursive = Math.addExact(notRecursive, one.recursive() ? 0 : records);
                equal = Math.max(equal, one.equal());
                ordered = Math.max(ordered, one.ordered());
                hierarchical = Math.max(hierarchical, one.hierarchical());
            }
        }
        return new SensitiveValues(
                least,
                disclosed,
                equal,
                ordered,
                demand.tree().isPresent() ? OptionalDouble.of(hierarchical) : OptionalDouble.empty(),
                notRecursive);
    }

    /** Class by class. */
    static ByClass byClass(ClassTable classes, Demand demand) {
        List<SensitiveClasses.Part> parts = SensitiveClasses.of(classes, demand).collect();
        TreeSet<ClassDisclosure> different = new TreeSet<>();
        parts.forEach(part -> different.addAll(part.disclosures()));
        List<ClassDisclosure> disclosures = List.copyOf(different);
        List<byte[]> runs = new ArrayList<>();
        boolean wide = classes.packing().words() == 2;
        for (SensitiveClasses.Part part : parts) {
            PackedClasses numbered = RunCodec.decode(part.numbered(), wide);
            RunCodec run = new RunCodec(wide);
            for (int i = 0; i < numbered.size(); i++) {
                ClassDisclosure disclosure = part.disclosures().get((int) numbered.count(i) - 1);
                run.append(numbered.high(i), numbered.low(i), Collections.binarySearch(disclosures, disclosure) + 1L);
            }
            runs.add(run.toBytes());
        }
        return new ByClass(new ClassLookup(classes.cardinality(), runs), disclosures);
    }

    /**
     * The tree over the codes of a sensitive variable.
     *
     * @param classes over the variable and its coarser levels, from fine to coarse
     * @throws Refusal exit 3 if a value falls into two groups of a level
     */
    static ValueTree tree(ClassTable classes) {
        KeyPacking packing = classes.packing();
        int levels = packing.keys() - 1;
        int[][] group = new int[levels + 1][packing.cardinality(0)];
        for (int level = 0; level < levels; level++) {
            Arrays.fill(group[level], -1);
        }
        for (ClassTable.Run run : classes.runs().collect()) {
            CodedClasses coded =
                    RunCodec.decode(run.classes(), packing.words() == 2).coded(packing);
            for (int i = 0; i < coded.classes(); i++) {
                for (int level = 0; level < levels; level++) {
                    int value = coded.code(0, i);
                    int parent = coded.code(level + 1, i);
                    if (group[level][value] >= 0 && group[level][value] != parent) {
                        throw splits(classes, level);
                    }
                    group[level][value] = parent;
                }
            }
        }
        for (int level = 0; level < levels; level++) {
            // Where no record lacks the value, its code is a group of its own.
            group[level][0] = group[level][0] < 0 ? packing.cardinality(level + 1) : group[level][0];
        }
        try {
            return new ValueTree(group);
        } catch (IllegalArgumentException notNested) {
            throw splits(classes, levels - 1);
        }
    }

    private static Refusal splits(ClassTable classes, int level) {
        String column = classes.dictionary().keys().get(level + 1).name();
        return Refusal.input(
                column + " does not group the finer values: one of them has two values of " + column,
                "name columns that nest, from fine to coarse");
    }
}
