package org.headroom.lab.up;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.lab.daemon.Service;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;

/** Waiting until a daemon serves. */
public final class Awaiting {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHOWN_LINES = 25;

    private Awaiting() {}

    /** A daemon that ends or takes too long is an exception that carries the end of its log. */
    public static void ready(LabHost host, Service service) {
        AtomicReference<String> lacking = new AtomicReference<>("it has not been asked");
        boolean ready = Waiting.until(PATIENCE, () -> {
            lacking.set(service.lacking().apply(host).orElse(""));
            return lacking.get().isEmpty() || host.daemon(service.role()).pid().isEmpty();
        });
        boolean ended = host.daemon(service.role()).pid().isEmpty();
        if (ended || !ready) {
            throw new LabException(
                    service.role() + " on " + host.name() + " does not serve: "
                            + (ended ? "it ended at once" : lacking.get()),
                    service.log() + " on " + host.name() + "\n" + tail(host, service.log()),
                    "mend what its log says, then run \"headroom lab up\" again");
        }
    }

    private static String tail(LabHost host, String log) {
        return host.command("tail", "-n", Integer.toString(SHOWN_LINES), log)
                .run()
                .output()
                .indent(4);
    }
}
