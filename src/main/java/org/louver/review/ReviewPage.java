package org.louver.review;

import static org.louver.report.Html.escape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.louver.report.Html;
import org.louver.safety.ClassTotals;
import org.louver.safety.PolicyExplanation;
import org.louver.safety.SyntheticExample;

/** The packet as one page that needs neither network nor JavaScript, to be read on a screen or on paper. */
public final class ReviewPage {
    /** File name in the internal folder of the release. */
    public static final String FILE = "review.html";

    private final ReviewPacket packet;
    private final StringBuilder page = new StringBuilder();

    private ReviewPage(ReviewPacket packet) {
        this.packet = packet;
    }

    /** The whole page; the same packet gives the same text. */
    public static String of(ReviewPacket packet) {
        ReviewPage page = new ReviewPage(packet);
        page.head();
        page.decision();
        page.classes();
        page.fields();
        page.tables();
        page.findings();
        page.smallPlaces();
        page.misses();
        page.examples();
        page.attack();
        page.changes();
        page.questions();
        return page.page.append("</main></body></html>\n").toString();
    }

    private void head() {
        String title = "Review packet: " + packet.identity().title();
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
                                + " base-uri 'none'; form-action 'none'\">\n")
                .append("<link rel=\"icon\" href=\"data:,\">\n<title>")
                .append(escape(title))
                .append("</title>\n<style>")
                .append(STYLE)
                .append(
                        "</style></head>\n<body><main>\n<p class=\"banner\"><strong>Internal. Not for publication.</strong>")
                .append(" For the people who decide about this release: data owner, victim advocate, counsel.</p>\n");
        if (packet.identity().demonstration()) {
            page.append(
                    "<p class=\"banner\"><strong>Demonstration.</strong> This release is published without anybody's approval and may not"
                            + " be relied upon.</p>\n");
        }
        page.append("<h1>").append(escape(title)).append("</h1>\n");
        paragraph("Release " + packet.identity().id() + ", to be published by "
                + packet.identity().publisher() + " under policy "
                + packet.policy().name() + ", version " + packet.policy().version() + ".");
        page.append("<p>Plan <code class=\"hash\">").append(packet.plan()).append("</code></p>\n");
        paragraph(
                "This number stands for exactly what this page describes: configuration, policy, program and every byte of the records that"
                        + " are read. If any of it changes, agreement given here no longer counts.");
    }

    private void decision() {
        section("What you are asked");
        List<String> roles = packet.policy().approvals();
        paragraph(
                roles.isEmpty()
                        ? "The policy asks nobody to agree."
                        : "Before anything is public, these must agree: " + String.join(", ", roles)
                                + ". Anyone of them can say no; a publication cannot be taken back.");
        page.append("<p>To agree or to stop it:</p>\n<pre>louver approve --release ")
                .append(escape(packet.identity().id()))
                .append(" --role ROLE --by NAME --note TEXT\nlouver reject  --release ")
                .append(escape(packet.identity().id()))
                .append(" --role ROLE --by NAME --reason TEXT</pre>\n");
        facts(Map.of(
                "public cells that narrow to a victim",
                        Html.number(packet.victimAttack().narrowing()),
                "single records published", "0",
                "open questions", Html.number(packet.questions().size())));
    }

    private void classes() {
        section("Incidents that could lead to a victim");
        paragraph(packet.policy().summary());
        List<PolicyExplanation.ClassLine> lines = packet.explanation().classes();
        for (int i = 0; i < lines.size(); i++) {
            PolicyExplanation.ClassLine line = lines.get(i);
            String name = packet.policy().classes().get(i).name();
            page.append("<h3>").append(escape(line.title())).append("</h3>\n");
            paragraph("Published: " + published(name) + " Not published: " + line.treatment());
            List<List<String>> rows = new ArrayList<>();
            for (ClassTotals total : packet.classes()) {
                if (total.sensitiveClass().equals(name) && total.records() > 0) {
                    rows.add(List.of(
                            total.source(),
                            packet.shown(total.records()),
                            bySignal(total),
                            packet.shown(total.linkedOnly()),
                            packet.shown(total.leftOut())));
                }
            }
            if (rows.isEmpty()) {
                paragraph("No record of this class was found.");
            } else {
                table(
                        "Records of this class",
                        List.of("table", "records", "by their own sign", "only by a link", "not even counted"),
                        rows);
            }
            list("Not looked for, because no table has the field", line.blind());
        }
        paragraph(
                "What belongs to such an incident — the call, the arrest, the victim's row, a follow-up report — is treated like it, in every"
                        + " table.");
    }

    private String published(String name) {
        return switch (packet.policy().classes().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .treatment()
                .tables()) {
            case COUNT -> "counts in tables, none of them from 1 to " + (packet.least() - 1) + ".";
            case COVER -> "counts in tables under a category that holds other incidents too.";
            case WITHHOLD -> "nothing.";
        };
    }

    private String bySignal(ClassTotals total) {
        return total.bySignal().isEmpty()
                ? "–"
                : total.bySignal().entrySet().stream()
                        .map(signal -> signal.getKey() + " " + packet.shown(signal.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private void fields() {
        section("What happens to each field");
        Map<String, List<List<String>>> bySource = new TreeMap<>();
        packet.explanation()
                .fields()
                .forEach(line -> bySource.computeIfAbsent(line.source(), source -> new ArrayList<>())
                        .add(List.of(line.field(), line.what())));
        bySource.forEach((source, rows) -> table(source, List.of("field", "is"), rows));
        list("Rules for all tables", packet.explanation().rules());
        list(
                "What this release loosens",
                packet.policy().loosened().stream()
                        .map(PolicyExplanation::loosened)
                        .toList());
    }

    private void tables() {
        section("The tables");
        paragraph(
                "Each row of these tables is a count. Withheld counts appear as [c], with the range that any reader could work out.");
        table(
                "Public tables",
                List.of("table", "counts", "by", "rows", "withheld"),
                packet.tables().stream()
                        .map(line -> List.of(
                                line.name(),
                                line.unit(),
                                String.join(", ", line.dimensions()),
                                Html.number(line.rows()),
                                Html.number(line.withheld())))
                        .toList());
    }

    private void findings() {
        section("What the tables would give away if nothing were withheld");
        if (packet.findings().isEmpty()) {
            paragraph("No rule of the risk assessment fired for any cell.");
            return;
        }
        paragraph(
                "Found in all cells of all tables and their totals, before protection: this is why counts are withheld. Each cell with its"
                        + " numbers is listed in risk/cells.csv beside this page, for those of the house who may see it.");
        table(
                "Cells by rule",
                List.of("records", "what was found", "cells"),
                packet.findings().stream()
                        .map(line -> List.of(line.unit(), inWords(line.rule()), Html.number(line.cells())))
                        .toList());
    }

    private static String inWords(String rule) {
        return switch (rule) {
            case "identifying" -> "one or two people: whoever knows of them finds them, or the other";
            case "few-contributors" -> "fewer people than the rules demand";
            case "few-incidents" ->
                "fewer incidents than the rules demand: whoever knows of one knows much of the cell";
            case "dominant-contributor" -> "one person accounts for most of the events";
            case "attribute-disclosure" -> "all or nearly all of a group fall into one category";
            case "disclosing-zero" -> "nobody of a group falls into a category";
            case "derivable-numerator" -> "a rounded percentage gives a small number away";
            case "small-population" -> "too few people live there";
            default -> rule;
        };
    }

    private void smallPlaces() {
        section("Small places");
        if (packet.smallPlaces().isEmpty()) {
            paragraph("In every place that a table names, the total of every year is large enough to be published.");
            return;
        }
        paragraph(
                "In these places so little is counted, fewer than " + packet.least()
                        + " in a year, that by the policy itself not even their own total can be published. Think of who lives there.");
        table(
                "Small places",
                List.of("place", "kind", "table", "years"),
                packet.smallPlaces().stream()
                        .map(small -> List.of(small.place(), small.column(), small.table(), Html.number(small.years())))
                        .toList());
    }

    private void misses() {
        section("What may have been missed");
        if (packet.misses().isEmpty()) {
            paragraph(
                    "No record that was not found looks like one that was: none at the same place and time as a sensitive call, none about the"
                            + " same person as a sensitive victim, none with a text near a pattern.");
            return;
        }
        paragraph(
                "These records were not found to be sensitive, but look like records that were. Most will be harmless. Somebody of the house"
                        + " who may see records should look at them; the list, by record number, is in the folder misses/ beside this page.");
        table(
                "Records to look at",
                List.of("table", "looks like", "class", "records"),
                packet.misses().stream()
                        .map(total -> List.of(
                                total.source(),
                                total.likeness(),
                                total.sensitiveClass().isEmpty() ? "–" : total.sensitiveClass(),
                                packet.shown(total.records())))
                        .toList());
    }

    private void examples() {
        section("Before and after");
        paragraph("Made-up records, run through the same program. No real record is on this page.");
        for (SyntheticExample example : packet.examples()) {
            page.append("<h3>")
                    .append(escape(example.source() + ": " + example.what()))
                    .append("</h3>\n");
            paragraph((example.counted() ? "Tables count it" : "Tables do not count it")
                    + (example.single()
                            ? ". Tables of single records may count it too; the record itself is never published."
                            : ". The single record is never published."));
            table(
                    "Fields of the record",
                    List.of("field", "in the record", "for tables"),
                    example.lines().stream()
                            .map(line -> List.of(
                                    line.field(), line.before(), line.after().orElse("–")))
                            .toList());
        }
    }

    private void attack() {
        section("What an attacker could and could not do");
        VictimAttack attack = packet.victimAttack();
        paragraph("Somebody who knows a victim: her age, her sex, her neighbourhood, the day he was arrested. For "
                + Html.number(attack.profiles())
                + " different descriptions of sensitive records, every public cell that could hold them was looked"
                + " up, " + Html.number(attack.cells()) + " in all. Cells in which fewer than " + packet.least()
                + " are left, so that they narrow to her: " + Html.number(attack.narrowing()) + ".");
        if (attack.narrowing() > 0) {
            table(
                    "Tables that narrow to a victim",
                    List.of("table", "cells"),
                    attack.tables().entrySet().stream()
                            .filter(table -> table.getValue() > 0)
                            .map(table -> List.of(table.getKey(), Html.number(table.getValue())))
                            .toList());
        }
        paragraph("He could not find a record: this release publishes counts, not records.");
        list(
                "Somebody with all tables, a computer and patience, and somebody who is in the records himself",
                packet.audits());
        paragraph(
                "What no release can prevent: somebody who was there, who has the records, who knows many of the people behind a count, or who"
                        + " finds in a press log what is withheld here.");
    }

    private void changes() {
        section("What changed since the last release");
        if (packet.changes().isEmpty()) {
            paragraph("There is no earlier release in this folder that could be compared.");
            return;
        }
        Changes changes = packet.changes().get();
        paragraph("Compared with release " + changes.since() + ".");
        table(
                "Changes",
                List.of(
                        "table",
                        "new rows",
                        "rows gone",
                        "counts changed",
                        "of these by fewer than " + packet.least(),
                        "withheld now",
                        "published now"),
                changes.lines().stream()
                        .map(line -> List.of(
                                line.table(),
                                Html.number(line.added()),
                                Html.number(line.removed()),
                                Html.number(line.changed()),
                                Html.number(line.slight()),
                                Html.number(line.withheldNow()),
                                Html.number(line.publishedNow())))
                        .toList());
    }

    private void questions() {
        section("Open questions");
        List<String> questions = packet.questions();
        if (questions.isEmpty()) {
            paragraph("None.");
            return;
        }
        page.append("<ol>\n");
        questions.forEach(
                question -> page.append("<li>").append(escape(question)).append("</li>\n"));
        page.append("</ol>\n");
    }

    private void section(String title) {
        page.append("<h2>").append(escape(title)).append("</h2>\n");
    }

    private void paragraph(String text) {
        page.append("<p>").append(escape(text)).append("</p>\n");
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            page.append("<p>").append(escape(title)).append(":</p>\n<ul>\n");
            lines.forEach(line -> page.append("<li>").append(escape(line)).append("</li>\n"));
            page.append("</ul>\n");
        }
    }

    private void table(String caption, List<String> header, List<List<String>> rows) {
        page.append(Html.table(caption, header, rows)).append('\n');
    }

    private void facts(Map<String, String> facts) {
        page.append("<dl class=\"facts\">");
        new LinkedHashMap<>(new TreeMap<>(facts))
                .forEach((name, value) -> page.append("<div><dt>")
                        .append(escape(name))
                        .append("</dt><dd>")
                        .append(escape(value))
                        .append("</dd></div>"));
        page.append("</dl>\n");
    }

    private static final String STYLE = """
            :root{color-scheme:light}*{box-sizing:border-box}
            body{margin:0;background:#fff;color:#1b1f24;font:1.05rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
            main{max-width:52rem;margin:0 auto;padding:1rem}
            h1{font-size:1.9rem;line-height:1.2}h2{font-size:1.4rem;margin-top:2.4rem;padding-top:.6rem;border-top:1px solid #c5ccd4}h3{font-size:1.1rem;margin:1.4rem 0 .2rem}
            .banner{background:#fff3cd;color:#5c4400;padding:.6rem 1rem;border-radius:.3rem}
            .hash{word-break:break-all}code,pre{background:#f4f6f8;padding:.1rem .3rem;font-size:.9em}pre{padding:.8rem;white-space:pre-wrap}
            .facts div{margin:.3rem 0}.facts dt{display:inline}.facts dt::after{content:": "}.facts dd{display:inline;margin:0;font-weight:650}
            .scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.94rem;margin:.5rem 0}caption{text-align:left;color:#4b5563}
            th,td{padding:.25rem .7rem .25rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #c5ccd4;font-weight:400}thead th{font-weight:650}
            @media print{body{font-size:10.5pt}main{max-width:none;padding:0}h2,h3{break-after:avoid}tr,figure{break-inside:avoid}.scroll{overflow:visible}.banner{border:1px solid #000}}
            """;
}
