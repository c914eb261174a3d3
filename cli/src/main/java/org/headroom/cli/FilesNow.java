package org.headroom.cli;

import java.time.Clock;
import java.util.function.Supplier;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Stack;
import org.headroom.tuner.apply.Expected;

/**
 * An origin whose files change while it is tuned. Each look but the first reads the files anew; memory stays what the first
 * look saw, since daemons that were just started hold little.
 */
final class FilesNow implements Supplier<OriginAccess> {
    private final Stack stack;
    private final Origin origin;
    private final Clock clock;
    private final OriginAccess first;
    private OriginAccess latest;
    private boolean looked;

    FilesNow(Stack stack, Origin origin, OriginAccess first, Clock clock) {
        this.stack = stack;
        this.origin = origin;
        this.clock = clock;
        this.first = first;
        this.latest = first;
    }

    @Override
    public OriginAccess get() {
        if (looked) {
            OriginAccess now = OriginAccess.look(stack, origin, clock);
            if (now.tree().isEmpty()) {
                throw CliException.failed(
                        origin.name() + " could not be looked at again: " + String.join("; ", now.notes()));
            }
            latest = new OriginAccess(first.look(), now.tree(), now.notes(), first.opcache(), first.advice());
        }
        looked = true;
        return latest;
    }

    /** What was at that path when it was last read. */
    Expected expected(String path) {
        return latest.expected(path);
    }
}
