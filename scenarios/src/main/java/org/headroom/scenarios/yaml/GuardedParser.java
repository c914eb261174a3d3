package org.headroom.scenarios.yaml;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/** Passes events on and stops at nesting so deep that the recursive composer would run out of stack. */
final class GuardedParser implements Parser {
    private final Parser inner;
    private final int maxDepth;
    private int depth;

    GuardedParser(Parser inner, int maxDepth) {
        this.inner = inner;
        this.maxDepth = maxDepth;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return inner.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return inner.peekEvent();
    }

    @Override
    public Event next() {
        Event event = inner.next();
        switch (event.getEventId()) {
            case SequenceStart, MappingStart -> {
                depth++;
                if (depth > maxDepth) {
                    int line = event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
                    throw new TooDeepException(line);
                }
            }
            case SequenceEnd, MappingEnd -> depth--;
            default -> {}
        }
        return event;
    }

    @Override
    public boolean hasNext() {
        return inner.hasNext();
    }

    /** Carries the line out of the composer. */
    static final class TooDeepException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int line;

        TooDeepException(int line) {
            super("nested too deeply");
            this.line = line;
        }

        int line() {
            return line;
        }
    }
}
