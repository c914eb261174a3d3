package org.headroom.reports.chart;

import java.awt.font.FontRenderContext;

/**
 * Whether Java can measure text here. It cannot on a machine without fontconfig or any font, and says so with whatever
 * exception or linkage error the missing part happens to cause.
 */
final class MachineFonts {
    private static final boolean PRESENT = probe();

    private MachineFonts() {}

    static boolean present() {
        return PRESENT;
    }

    private static boolean probe() {
        try {
            return ChartTheme.FONT
                            .getLineMetrics("0", new FontRenderContext(null, true, true))
                            .getHeight()
                    > 0;
        } catch (RuntimeException | LinkageError | InternalError _) {
            return false;
        }
    }
}
