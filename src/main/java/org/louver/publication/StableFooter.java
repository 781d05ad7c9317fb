package org.louver.publication;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * The footer of a Parquet file with its unordered lists in order.
 *
 * <p>A column's encodings are a set, which the writer keeps by identity: each process names them in an order of its own, so that the
 * same rows would give other bytes the next night. Nothing refers to the footer's place, so only the end of the file changes (Apache
 * Parquet format 2.11, file layout: data, footer, its length in four bytes, {@code PAR1}).
 */
final class StableFooter {
    private static final int TAIL = 8;

    private StableFooter() {}

    /**
     * The same file with an ordered footer.
     *
     * @throws IOException if the bytes are not a Parquet file
     */
    static byte[] of(byte[] file) throws IOException {
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(Math.max(0, file.length - TAIL));
        int start = file.length - TAIL - length;
        if (length < 0 || start < 0) {
            throw new IOException("not a Parquet file");
        }
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, start, length));
        for (RowGroup group : footer.getRow_groups()) {
            for (ColumnChunk column : group.getColumns()) {
                sort(column.getMeta_data());
            }
        }
        ByteArrayOutputStream ordered = new ByteArrayOutputStream(file.length);
        ordered.write(file, 0, start);
        Util.writeFileMetaData(footer, ordered);
        ByteBuffer tail = ByteBuffer.allocate(TAIL).order(ByteOrder.LITTLE_ENDIAN);
        tail.putInt(ordered.size() - start).put(file, file.length - TAIL / 2, TAIL / 2);
        ordered.write(tail.array());
        return ordered.toByteArray();
    }

    private static void sort(ColumnMetaData column) {
        column.getEncodings().sort(Comparator.naturalOrder());
        if (column.isSetEncoding_stats()) {
            column.getEncoding_stats()
                    .sort(Comparator.comparing(PageEncodingStats::getPage_type)
                            .thenComparing(PageEncodingStats::getEncoding));
        }
    }
}
