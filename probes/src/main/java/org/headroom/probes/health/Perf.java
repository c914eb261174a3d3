package org.headroom.probes.health;

import org.headroom.scenarios.stack.Threshold;

/**
 * A number for monitoring systems to draw, as the plugins' guidelines have it.
 *
 * @param label snake case with the host last: {@code apache_busy_origin1}
 * @param unit one of the guidelines' units: empty, {@code s}, {@code B}, {@code %}, {@code c}
 * @param warning range that is well: {@code 0.8} (0 to 0.8), {@code 3:} (3 or more), or empty
 * @param critical the same for critical
 * @param min smallest possible, or empty
 * @param max largest possible, or empty
 */
public record Perf(String label, double value, String unit, String warning, String critical, String min, String max) {
    /** A number without limits. */
    public static Perf of(String label, double value, String unit) {
        return new Perf(label, value, unit, "", "", "", "");
    }

    /** A number with the limits of a threshold. */
    public static Perf of(String label, double value, String unit, Threshold threshold) {
        boolean lowIsBad = threshold.warning() > threshold.critical();
        String colon = lowIsBad ? ":" : "";
        return new Perf(
                label, value, unit, number(threshold.warning()) + colon, number(threshold.critical()) + colon, "", "");
    }

    /** The same with a largest value. */
    public Perf upTo(double most) {
        return new Perf(label, value, unit, warning, critical, "0", number(most));
    }

    /** As the guidelines write it: {@code 'label'=value[unit];[warn];[crit];[min];[max]}. */
    public String text() {
        String quoted = "'" + label.replace("'", "''").replace('=', '_') + "'";
        String all = quoted + "=" + number(value) + unit + ";" + warning + ";" + critical + ";" + min + ";" + max;
        return all.replaceAll(";+$", "");
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return new java.math.BigDecimal(value, new java.math.MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
