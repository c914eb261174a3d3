package org.headroom.reports.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.Optional;

/**
 * The colours a chart may use, each by its role.
 *
 * <p>AWT knows no CSS variables, so a chart is drawn with stand-in colours that occur nowhere else and {@link Svg}
 * replaces each with its variable: one drawing serves light, dark and print.
 */
public enum Ink {
    TEXT(1, "--chart-text"),
    GRID(2, "--chart-grid"),
    AXIS(3, "--chart-axis"),
    BAND(4, "--chart-band"),
    OFFERED(5, "--chart-offered"),
    FAILED(6, "--chart-failed"),
    LANE(7, "--chart-lane"),
    FULL(21, "--chart-full"),
    LIMIT(8, "--chart-limit"),
    H1(9, "--h1"),
    H2(10, "--h2"),
    H3(11, "--h3"),
    OTHER(12, "--other"),
    PART1(13, "--part-1"),
    PART2(14, "--part-2"),
    PART3(15, "--part-3"),
    PART4(16, "--part-4"),
    PART5(17, "--part-5"),
    PART6(18, "--part-6"),
    PART7(19, "--part-7"),
    PART8(20, "--part-8");

    private static final int PARTS = 8;

    private final int standIn;
    private final String variable;

    Ink(int standIn, String variable) {
        this.standIn = standIn;
        this.variable = variable;
    }

    /** The custom property that report.css defines. */
    public String variable() {
        return variable;
    }

    /** The colour that a protocol has everywhere in a report. */
    public static Ink ofProtocol(String protocol) {
        return switch (protocol) {
            case "h1" -> H1;
            case "h2" -> H2;
            case "h3" -> H3;
            default -> OTHER;
        };
    }

    /** The colour of the n-th part of a stack; they come round after eight. */
    public static Ink ofPart(int index) {
        return valueOf("PART" + (index % PARTS + 1));
    }

    Color color() {
        return new Color(1, 0, standIn);
    }

    static Optional<Ink> ofStandIn(int red, int green, int blue) {
        return red == 1 && green == 0
                ? Arrays.stream(values()).filter(ink -> ink.standIn == blue).findFirst()
                : Optional.empty();
    }
}
