package org.headroom.reports.page;

import java.util.List;

/** A table whose first column names the row. */
public record Table(String caption, List<Column> columns, List<Row> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** How a cell is to be read; the words say it too, colour only helps. */
    public enum Tone {
        PLAIN,
        GOOD,
        BAD,
        MUTED;

        /** The class in report.css. */
        public String css() {
            return switch (this) {
                case PLAIN -> "plain";
                case GOOD -> "good";
                case BAD -> "bad";
                case MUTED -> "muted";
            };
        }
    }

    /** A column; figures stand to the right. */
    public record Column(String title, boolean number) {
        /** A column of figures. */
        public static Column number(String title) {
            return new Column(title, true);
        }

        /** A column of words. */
        public static Column words(String title) {
            return new Column(title, false);
        }
    }

    /**
     * A row; one without cells is the heading of those that follow.
     *
     * @param swatch a colour of the chart that the row belongs to, or empty
     */
    public record Row(String head, String swatch, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        /** A row without a colour. */
        public static Row of(String head, List<Cell> cells) {
            return new Row(head, "", cells);
        }

        /** A heading within the table. */
        public static Row group(String head) {
            return new Row(head, "", List.of());
        }
    }

    /**
     * A cell.
     *
     * @param mark follows the figure and refers to a footnote; mostly empty
     * @param source JSON pointer into summary.json of the figure shown; empty when it is not from there
     */
    public record Cell(String text, String mark, String source, Tone tone) {
        /** A figure of summary.json. */
        public static Cell from(String source, String text) {
            return new Cell(text, "", source, Tone.PLAIN);
        }

        /** Words or a figure from elsewhere. */
        public static Cell of(String text) {
            return new Cell(text, "", "", Tone.PLAIN);
        }

        /** The same with a tone. */
        public Cell in(Tone other) {
            return new Cell(text, mark, source, other);
        }

        /** The same with a reference to a footnote. */
        public Cell marked(String other) {
            return new Cell(text, other, source, tone);
        }
    }
}
