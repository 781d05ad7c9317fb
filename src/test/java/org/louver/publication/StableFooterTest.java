package org.louver.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;

class StableFooterTest {
    @Test
    void files_thatDifferInTheOrderOfEncodings_becomeTheSameBytes() throws IOException {
        byte[] one = file(Encoding.RLE, Encoding.PLAIN, Encoding.BIT_PACKED);
        byte[] other = file(Encoding.BIT_PACKED, Encoding.RLE, Encoding.PLAIN);

        assertThat(one).isNotEqualTo(other);
        assertThat(StableFooter.of(one)).isEqualTo(StableFooter.of(other));
        assertThat(StableFooter.of(StableFooter.of(one))).isEqualTo(StableFooter.of(one));
    }

    @Test
    void file_thatIsNotParquet_isRefused() {
        assertThatThrownBy(() -> StableFooter.of(
                        "certainly not a Parquet file".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class);
    }

    private static byte[] file(Encoding... encodings) throws IOException {
        ColumnMetaData column = new ColumnMetaData(
                Type.INT64,
                new ArrayList<>(List.of(encodings)),
                List.of("value"),
                CompressionCodec.UNCOMPRESSED,
                1,
                8,
                8,
                4);
        ColumnChunk chunk = new ColumnChunk(4);
        chunk.setMeta_data(column);
        FileMetaData footer =
                new FileMetaData(1, List.of(new SchemaElement("root")), 1, List.of(new RowGroup(List.of(chunk), 8, 1)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {'P', 'A', 'R', '1', 1, 2, 3, 4, 5, 6, 7, 8});
        int start = bytes.size();
        Util.writeFileMetaData(footer, bytes);
        bytes.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.size() - start)
                .array());
        bytes.write(new byte[] {'P', 'A', 'R', '1'});
        return bytes.toByteArray();
    }
}
