package org.louver.assessment;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.louver.engine.ValueCodes;
import org.louver.risk.KeyPacking;

/**
 * Codes and packs the records of one partition, block by block: one look at each value, no object per record.
 *
 * <p>How many values a key has is not known before the end, so that a block is packed for twice as many as were seen before it and
 * ends early when that is not enough.
 */
final class RecordCoding implements Iterator<Coded> {
    private static final int BLOCK = 1 << 20;
    private static final int FIRST_CARDINALITY = 32;

    private final int partition;
    private final Iterator<InternalRow> rows;
    private final boolean[] text;
    private final ValueCodes[] codes;
    private final long[] missing;
    private final int[] pending;
    private boolean isPending;
    private long records;
    private int overfull = -1;
    private boolean finished;

    RecordCoding(int partition, Iterator<InternalRow> rows, List<KeyColumn> keys) {
        this.partition = partition;
        this.rows = rows;
        this.text = new boolean[keys.size()];
        this.codes = new ValueCodes[keys.size()];
        this.missing = new long[keys.size()];
        this.pending = new int[keys.size()];
        for (int key = 0; key < codes.length; key++) {
            text[key] = keys.get(key).isText();
            codes[key] = new ValueCodes(text[key]);
        }
    }

    @Override
    public boolean hasNext() {
        return !finished;
    }

    @Override
    public Coded next() {
        if (finished) {
            throw new NoSuchElementException();
        }
        if ((rows.hasNext() || isPending) && overfull < 0) {
            return block();
        }
        finished = true;
        Object[][] values = new Object[codes.length][];
        for (int key = 0; key < codes.length; key++) {
            values[key] = overfull < 0 ? codes[key].values() : new Object[0];
        }
        return new Coded.Dictionaries(partition, values, missing, records, overfull);
    }

    private Coded.Block block() {
        int[] cardinality = new int[codes.length];
        for (int key = 0; key < codes.length; key++) {
            cardinality[key] = Math.max(Math.max(FIRST_CARDINALITY, pending[key] + 1), 2 * codes[key].cardinality());
        }
        if (!KeyPacking.fits(cardinality)) {
            for (int key = 0; key < codes.length; key++) {
                cardinality[key] = codes[key].cardinality() + 1;
            }
        }
        if (!KeyPacking.fits(cardinality)) {
            overfull = widest();
            isPending = false;
            return new Coded.Block(partition, new int[] {1}, new long[0], new long[0], 0);
        }
        KeyPacking packing = KeyPacking.of(cardinality);
        boolean wide = packing.words() == 2;
        long[] low = new long[1 << 12];
        long[] high = new long[wide ? low.length : 0];
        int filled = 0;
        while (filled < BLOCK && (isPending || rows.hasNext())) {
            if (!isPending) {
                read(rows.next());
            }
            isPending = false;
            long lowWord = 0;
            long highWord = 0;
            for (int key = 0; key < pending.length; key++) {
                if (pending[key] >= cardinality[key]) {
                    isPending = true;
                    break;
                }
                if (!wide || packing.word(key) == 0) {
                    lowWord |= packing.place(key, pending[key]);
                } else {
                    highWord |= packing.place(key, pending[key]);
                }
            }
            if (isPending || overfull >= 0) {
                break;
            }
            if (filled == low.length) {
                low = Arrays.copyOf(low, 2 * filled);
                high = wide ? Arrays.copyOf(high, 2 * filled) : high;
            }
            low[filled] = lowWord;
            if (wide) {
                high[filled] = highWord;
            }
            filled++;
        }
        return new Coded.Block(partition, cardinality, high, low, filled);
    }

    private void read(InternalRow row) {
        records++;
        for (int key = 0; key < codes.length; key++) {
            if (row.isNullAt(key)) {
                pending[key] = 0;
                missing[key]++;
            } else {
                pending[key] = text[key] ? codes[key].code(row.getUTF8String(key)) : codes[key].code(row.getLong(key));
                if (pending[key] > ValueCodes.MOST) {
                    overfull = key;
                }
            }
        }
    }

    private int widest() {
        int widest = 0;
        for (int key = 1; key < codes.length; key++) {
            widest = codes[key].cardinality() > codes[widest].cardinality() ? key : widest;
        }
        return widest;
    }
}
