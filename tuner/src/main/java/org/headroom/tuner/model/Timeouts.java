package org.headroom.tuner.model;

import java.util.Locale;

/**
 * Timeouts in the right order: PHP-FPM < Apache < NGINX.
 *
 * <p>FPM's request_terminate_timeout is the longest request allowed. Apache's ProxyTimeout = that + the longest wait in
 * FPM's queue + {@value #MARGIN} s; NGINX's proxy_read_timeout = Apache's + {@value #MARGIN} s. The innermost gives up
 * first: it frees the child, and each outer one still hears what happened. The other way round the visitor gets a 504
 * while the child works on for nobody, and the retry takes a second child.
 *
 * @param fpm in seconds, as the others
 */
record Timeouts(long fpm, long apache, long nginx) {
    private static final int MARGIN = 5;

    static Timeouts of(TuningOptions options) {
        long fpm = options.requestTimeout().toSeconds();
        long queue = Math.ceilDiv(options.longestQueueWait().toMillis(), 1000);
        long apache = fpm + queue + MARGIN;
        return new Timeouts(fpm, apache, apache + MARGIN);
    }

    Choice terminate() {
        return new Choice(
                "request_terminate_timeout",
                fpm + "s",
                "the longest PHP request allowed: " + fpm + " s",
                "a request that hangs must not keep its child for ever; the first of the three timeouts");
    }

    Choice proxyTimeout() {
        return new Choice(
                "ProxyTimeout",
                Long.toString(apache),
                String.format(Locale.ROOT, "PHP-FPM %d s + queue %d s + %d s", fpm, apache - fpm - MARGIN, MARGIN),
                "longer than PHP-FPM's, so that Apache hears of the end instead of giving up on a child at work");
    }

    Choice readTimeout() {
        return new Choice(
                "proxy_read_timeout",
                nginx + "s",
                "Apache " + apache + " s + " + MARGIN + " s",
                "longer than Apache's: the visitor gets Apache's answer, and no retry doubles the load");
    }
}
