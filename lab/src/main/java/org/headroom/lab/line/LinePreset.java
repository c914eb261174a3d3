package org.headroom.lab.line;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Lines with a name. WebPageTest's are from its {@code www/settings/connectivity.ini.sample}, half of its round-trip
 * time each way and its download rate in both directions, since a line here is the same both ways.
 */
public enum LinePreset {
    /** "DSL (1.5 Mbps/384 Kbps 50ms RTT)". */
    DSL("delay=25ms rate=1500kbit", "WebPageTest, profile DSL"),
    /** "4G (9 Mbps, 170ms RTT)". */
    MOBILE_4G("delay=85ms rate=9mbit", "WebPageTest, profile 4G"),
    /** "3G (1.6 Mbps/768 Kbps 300ms RTT)". */
    MOBILE_3G("delay=150ms rate=1600kbit", "WebPageTest, profile 3G"),
    /** Two sites in one country, on which the measurements of Gluster in docs are based. */
    TWO_SITES("delay=15ms", "our own: 30 ms between two sites, as in the measurements of Gluster"),
    /** A visitor at the edge of a wireless network. */
    LOSSY_WIFI("delay=2ms jitter=6ms loss=2% rate=20mbit", "our own choice, not measured");

    private final String text;
    private final String source;

    LinePreset(String text, String source) {
        this.text = text;
        this.source = source;
    }

    /** The name in text: {@code dsl}, {@code 4g}, {@code 3g}, {@code two-sites}, {@code lossy-wifi}. */
    public String label() {
        return switch (this) {
            case MOBILE_4G -> "4g";
            case MOBILE_3G -> "3g";
            case DSL, TWO_SITES, LOSSY_WIFI -> name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    /** Where its numbers come from. */
    public String source() {
        return source;
    }

    public LineSettings settings() {
        return LineSettings.parse(text);
    }

    /** The preset with the given {@link #label}. */
    public static Optional<LinePreset> named(String label) {
        return Arrays.stream(values())
                .filter(preset -> preset.label().equals(label))
                .findFirst();
    }
}
