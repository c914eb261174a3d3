package org.headroom.lab.line;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The process that carries what a host sends and gets: {@code SlowLine INSIDE OUTSIDE SOCKET SETTINGS…} makes the TAP
 * devices INSIDE (towards the host) and OUTSIDE, listens at SOCKET, and runs until it is ended, upon which the devices
 * vanish. {@link Line} starts it and connects the devices.
 */
public final class SlowLine {
    private static final int SETTINGS = 3;

    private SlowLine() {}

    /** Runs a line; exits with 2 for wrong arguments and with 1 when a device was taken away. */
    public static void main(String... arguments) throws IOException {
        if (arguments.length < SETTINGS) {
            System.err.println("usage: SlowLine INSIDE OUTSIDE SOCKET [SETTING...]");
            System.exit(2);
        }
        LineSettings settings =
                LineSettings.parse(String.join(" ", Arrays.asList(arguments).subList(SETTINGS, arguments.length)));
        Tap inside = Tap.open(arguments[0]);
        Tap outside = Tap.open(arguments[1]);
        Direction outward =
                new Direction(Direction.Way.OUTWARD, inside, outside, settings, RandomGenerator.getDefault());
        Direction inward = new Direction(Direction.Way.INWARD, outside, inside, settings, RandomGenerator.getDefault());
        try (LineControl control = new LineControl(Path.of(arguments[2]), settings, outward, inward)) {
            start("outward", outward);
            start("inward", inward);
            control.serve();
        }
    }

    private static void start(String name, Direction direction) {
        Thread.ofPlatform()
                .name(name)
                .uncaughtExceptionHandler((_, cause) -> {
                    cause.printStackTrace(System.err);
                    // Half a line is worse than none: whoever looks after it sees that it has ended.
                    Runtime.getRuntime().halt(1);
                })
                .start(direction);
    }
}
