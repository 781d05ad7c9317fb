package org.louver.safety;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.louver.TestSpark;

class FoldingIT {
    @Test
    void foldedColumn_overAllLatinLetters_equalsTheFoldOfPatterns() {
        List<String> letters = IntStream.concat(IntStream.range(0x20, 0x370), IntStream.range(0x1E00, 0x1F00))
                .filter(Character::isLetter)
                .mapToObj(Character::toString)
                .toList();
        List<String> folded = TestSpark.session()
                .createDataset(letters, Encoders.STRING())
                .coalesce(1)
                .select(SensitivityColumns.folded(col("value")))
                .as(Encoders.STRING())
                .collectAsList();

        for (int i = 0; i < letters.size(); i++) {
            String expected = TextPattern.fold(letters.get(i));
            if (expected.length() == 1 && expected.charAt(0) < 0x80) {
                assertThat(folded.get(i)).as(letters.get(i)).isEqualTo(expected);
            }
        }
    }
}
