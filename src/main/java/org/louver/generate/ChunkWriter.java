package org.louver.generate;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.louver.generate.Draws.Stream;
import org.louver.generate.Plan.Chunk;

/** Writes one chunk: a file of each table, record by record, dirt included. */
final class ChunkWriter implements Rows.Sink, Closeable {
    /** Share of incidents whose victim asked to be left out. */
    private static final double OPT_OUT = 0.0008;

    private final Plan plan;
    private final Chunk chunk;
    private final Map<Table, TableFile> files = new EnumMap<>(Table.class);
    private final List<String> optOuts = new ArrayList<>();
    private final Tally tally = new Tally();

    private ChunkWriter(Plan plan, Chunk chunk, Path output, Format format) throws IOException {
        this.plan = plan;
        this.chunk = chunk;
        try {
            for (Table table : Table.values()) {
                files.put(table, open(table, output, format));
            }
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private TableFile open(Table table, Path output, Format format) throws IOException {
        boolean after = chunk.year() >= plan.layoutChangeYear();
        boolean bom = table == Table.STOPS && chunk.year() == plan.firstYear();
        boolean crlf = table == Table.ARRESTS && chunk.year() == Math.min(plan.firstYear() + 1, plan.lastYear());
        return TableFile.create(
                output.resolve(table.folder()),
                table.folder() + "-" + chunk.label(),
                format,
                table.columns(after),
                bom,
                crlf);
    }

    /** What one chunk held besides its rows. */
    record Written(Tally tally, List<String> optOuts) {}

    static Written write(Plan plan, Models models, Chunk chunk, Path output, Format format) throws IOException {
        try (ChunkWriter writer = new ChunkWriter(plan, chunk, output, format)) {
            writer.writeRecords(models);
            return new Written(writer.tally, writer.optOuts);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private void writeRecords(Models models) {
        Rows rows = new Rows(plan, chunk.year(), this);
        long incident = chunk.incidents().start();
        long call = chunk.otherCalls().start();
        // Stops set the pace, so that incidents and calls come out in order of dates too.
        for (long step = 1; step <= chunk.stops().size(); step++) {
            rows.stop(models.stops().stop(chunk.stops().start() + step - 1, chunk.year()));
            for (; incident < due(chunk.incidents(), step); incident++) {
                incident(models, rows, incident);
            }
            for (; call < due(chunk.otherCalls(), step); call++) {
                otherCall(rows, call);
            }
        }
    }

    private long due(Plan.Range range, long step) {
        return range.start() + range.size() * step / chunk.stops().size();
    }

    private void incident(Models models, Rows rows, long index) {
        Incident incident = models.incidents().incident(index, chunk.year());
        rows.incident(index, incident);
        incident.sensitivity()
                .ifPresent(sensitivity -> tally.add(
                        "planted." + sensitivity.kind().name().toLowerCase(Locale.ROOT) + "."
                                + sensitivity.sign().name().toLowerCase(Locale.ROOT),
                        1));
        if (new Draws(plan.seed(), Stream.DIRT, -1 - index).chance(OPT_OUT)) {
            optOuts.add(Text.key("IN", chunk.year(), incident.number()));
        }
    }

    private void otherCall(Rows rows, long index) {
        Draws draws = new Draws(plan.seed(), Stream.CALL, index);
        rows.otherCall(
                index,
                StopModel.date(
                        index,
                        plan.firstOtherCall(chunk.year()),
                        plan.firstOtherCall(chunk.year() + 1),
                        chunk.year(),
                        draws),
                draws.below(24 * 60),
                draws.below(Geography.beats().size()),
                draws);
    }

    @Override
    public void row(Table table, long number, boolean whole, String... cells) {
        TableFile file = files.get(table);
        if (file == null) {
            throw new IllegalStateException("every table has its file");
        }
        try {
            Draws draws = Dirt.draws(plan, table, number);
            Dirt dirt = Dirt.of(draws);
            if (dirt == null || !dirt.fits(table) || (whole && dirt.spoils())) {
                file.row(cells);
            } else {
                tally.add("dirt." + table.folder() + "." + dirt.name().toLowerCase(Locale.ROOT), 1);
                dirty(file, table, dirt, cells, draws);
            }
            tally.record(table);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void dirty(TableFile file, Table table, Dirt dirt, String[] cells, Draws draws) throws IOException {
        switch (dirt) {
            case IMPOSSIBLE_AGE, UNKNOWN_CODE, BAD_DATE -> file.row(dirt.spoil(table, cells, draws));
            case DUPLICATE_ROW -> {
                file.row(cells);
                file.row(cells);
            }
            case DUPLICATE_KEY -> {
                file.row(cells);
                file.row(dirt.spoil(table, cells, draws));
            }
            case BLANK_ROW -> {
                file.blankRow();
                file.row(cells);
            }
            case REPEATED_HEADER -> {
                file.repeatedHeader();
                file.row(cells);
            }
        }
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (TableFile file : files.values()) {
            try {
                file.close();
            } catch (IOException failure) {
                first = failure;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
