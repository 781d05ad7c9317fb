package org.louver.table;

/**
 * A code list, a design or the cells break the rules that all tables obey. The message holds the problem, never a value of a
 * cell; {@link #remedy()} says what to do about it.
 */
public final class InvalidTable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public InvalidTable(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    public String problem() {
        return String.valueOf(getMessage());
    }

    public String remedy() {
        return remedy;
    }
}
