package org.louver.attack.certificate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whose a cell is in effect. Where every reader knows all other members of a relation and the total equals the one part that is left,
 * whoever is alone in either makes up both: beside his part stand zeros, so he knows the total by right and learns nothing of anybody.
 */
final class OwnCells {
    private final Protected cells;
    private final int[] owner;
    /** Cells that can hold one value only for every reader. */
    private final boolean[] known;

    private OwnCells(Protected cells) {
        this.cells = cells;
        owner = cells.soleContributor().clone();
        known = new boolean[owner.length];
        for (int cell = 0; cell < known.length; cell++) {
            known[cell] = !cells.withheld()[cell] || cells.floor()[cell] == cells.ceiling()[cell];
        }
    }

    /** Per cell the contributor whose it is, or −1; nobody where singletons are ignored. Passes over the relations until nothing new follows. */
    static int[] owners(Protected cells) {
        OwnCells own = new OwnCells(cells);
        if (!cells.singletons()) {
            Arrays.fill(own.owner, -1);
            return own.owner;
        }
        boolean news = true;
        while (news) {
            news = false;
            for (int relation = 0; relation < cells.system().relations(); relation++) {
                news |= own.deduce(relation);
            }
        }
        return own.owner;
    }

    private boolean deduce(int relation) {
        int total = cells.system().total(relation);
        int[] open = IntStream.range(0, cells.system().parts(relation))
                .map(index -> cells.system().part(relation, index))
                .filter(part -> !known[part])
                .toArray();
        if (!known[total]) {
            return open.length == 0 ? know(total) : open.length == 1 && join(total, open[0]);
        }
        // One open part is what the others leave; parts whose floors add up to the total stand at their floors.
        boolean follow =
                open.length == 1 || Arrays.stream(open).allMatch(part -> cells.value()[part] == cells.floor()[part]);
        return follow && know(open);
    }

    private boolean know(int... open) {
        Arrays.stream(open).forEach(cell -> known[cell] = true);
        return open.length > 0;
    }

    private boolean join(int total, int part) {
        if (cells.value()[total] != cells.value()[part] || owner[total] >= 0 == owner[part] >= 0) {
            return false;
        }
        owner[total] = Math.max(owner[total], owner[part]);
        owner[part] = owner[total];
        return true;
    }
}
