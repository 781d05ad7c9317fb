package org.louver.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.louver.attack.certificate.CertificateChecker;
import org.louver.attack.certificate.Certification;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;

/** Checks all evidence below a folder again, and that it speaks of the tables that were published. */
public final class Certify {
    private static final int MOST_LINES = 5;
    private static final int DEPTH = 4;

    private final Consumer<String> say;

    private Certify(Consumer<String> say) {
        this.say = say;
    }

    /**
     * Checks.
     *
     * @param folder the output of {@code protect} or {@code attack}, the internal folder of a release, or one of its evidence folders
     * @param published a CSV with the published rows, or a folder of them; null to look for them beside the evidence
     * @param say takes one line per folder of evidence and per objection, free of values
     * @return 0 if everything is proved, 4 if something contradicts the evidence, 5 if something is missing or unproved
     * @throws Refusal exit 2 if there is no such folder, 3 if the rows to compare are no such table, 4 if they show a cell twice, 6 if they cannot be read
     */
    public static ExitCode run(Path folder, @Nullable Path published, Consumer<String> say) {
        if (!Files.isDirectory(folder)) {
            throw Refusal.configuration("no folder at " + folder, "name the folder that holds evidence");
        }
        if (published != null && !Files.exists(published)) {
            throw Refusal.configuration(
                    "nothing at " + published, "name the published CSV or the folder that holds it");
        }
        Certify certify = new Certify(say);
        List<Path> places = places(folder);
        if (places.isEmpty()) {
            say.accept("inconclusive: there is no evidence below " + folder);
            return ExitCode.AUDIT_INCONCLUSIVE;
        }
        ExitCode worst = ExitCode.RELEASED;
        PublishedRows rows = PublishedRows.find(folder, published);
        for (Path place : places) {
            ExitCode code = certify.check(place, rows);
            // What is wrong outweighs what is missing.
            if (code == ExitCode.AUDIT_FAILED || worst == ExitCode.RELEASED) {
                worst = code;
            }
        }
        // Evidence that cannot be read could have spoken of any table.
        for (String table : worst == ExitCode.AUDIT_INCONCLUSIVE ? List.<String>of() : rows.withoutEvidence()) {
            say.accept("failed: table " + table + " was published without evidence");
            worst = ExitCode.AUDIT_FAILED;
        }
        return worst;
    }

    private static List<Path> places(Path folder) {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            SortedSet<Path> places = new TreeSet<>();
            files.filter(file -> Arrays.stream(EvidenceFile.values()).anyMatch(kind -> file.endsWith(kind.file())))
                    .forEach(file -> places.add(file.resolveSibling("")));
            return List.copyOf(places);
        } catch (IOException unreadable) {
            throw Refusal.storage(folder + " cannot be read", "check its permissions");
        }
    }

    private ExitCode check(Path place, PublishedRows rows) {
        List<String> wrong = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        String done = "";
        try {
            EvidenceReader.changed(place).forEach(file -> wrong.add(file + " was changed after it was written"));
            Evidence evidence = EvidenceReader.read(place);
            Certification certification = CertificateChecker.check(evidence.premises(), evidence.certificates());
            wrong.addAll(certification.wrong());
            missing.addAll(certification.missing());
            wrong.addAll(rows.contradicting(evidence));
            if (!rows.found() && !evidence.rows().isEmpty()) {
                missing.add(
                        "no published rows (published.csv, intervals.csv or public/RELEASE) were found to compare: give"
                                + " --published");
            }
            TableRows internal = internal(place);
            if (!internal.isEmpty()) {
                wrong.addAll(RowComparison.objections(evidence, internal, true, "rows of cells.csv"));
            }
            done = summary(evidence, rows) + (internal.isEmpty() ? "" : ", and cells.csv");
        } catch (EvidenceReader.Incomplete incomplete) {
            missing.add(incomplete.getMessage());
        }
        say.accept((wrong.isEmpty() ? missing.isEmpty() ? "certified" : "inconclusive" : "failed") + ": " + place
                + (done.isEmpty() ? "" : ", " + done));
        lines(wrong);
        lines(missing);
        if (!wrong.isEmpty()) {
            return ExitCode.AUDIT_FAILED;
        }
        return missing.isEmpty() ? ExitCode.RELEASED : ExitCode.AUDIT_INCONCLUSIVE;
    }

    /** The internal rows that protect writes beside its evidence. */
    private static TableRows internal(Path place) {
        TableRows rows = new TableRows();
        Path file = place.toAbsolutePath().normalize().resolveSibling("cells.csv");
        if (Files.isRegularFile(file)) {
            try {
                rows.read(file, "cells");
            } catch (IOException | UncheckedIOException unreadable) {
                throw Refusal.storage(file + " cannot be read", "check the file and its permissions");
            }
        }
        return rows;
    }

    private static String summary(Evidence evidence, PublishedRows rows) {
        long required = Stream.of(evidence.premises().levels())
                .filter(levels -> levels.required())
                .count();
        return required + " cells that need protection, "
                + evidence.certificates().witnesses().size() + " witness tables ("
                + evidence.certificates().fractional() + " of fractions), " + rows.compared(evidence)
                + " published rows compared";
    }

    private void lines(List<String> objections) {
        objections.stream().limit(MOST_LINES).forEach(line -> say.accept("  " + line));
        if (objections.size() > MOST_LINES) {
            say.accept("  and " + (objections.size() - MOST_LINES) + " more");
        }
    }
}
