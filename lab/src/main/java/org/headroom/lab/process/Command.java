package org.headroom.lab.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A command that runs to its end within a time limit. What is secret goes to its standard input, never to its arguments,
 * which every user of the machine can read.
 */
public record Command(List<String> arguments, Map<String, String> environment, String input, Duration timeout) {
    private static final int REMEMBERED_LINES = 400;
    private static final Duration OUTPUT_PATIENCE = Duration.ofSeconds(5);

    /** What came of it; output holds the last lines of standard output and error. */
    public record Result(int exit, String output) {
        public boolean good() {
            return exit == 0;
        }
    }

    public static Command of(String... arguments) {
        return new Command(List.of(arguments), Map.of(), "", Duration.ofSeconds(60));
    }

    public static Command of(List<String> arguments) {
        return new Command(List.copyOf(arguments), Map.of(), "", Duration.ofSeconds(60));
    }

    public Command withInput(String text) {
        return new Command(arguments, environment, text, timeout);
    }

    public Command withEnvironment(Map<String, String> values) {
        return new Command(arguments, Map.copyOf(values), input, timeout);
    }

    public Command within(Duration limit) {
        return new Command(arguments, environment, input, limit);
    }

    static void plainEnvironment(Map<String, String> target, Map<String, String> added) {
        target.clear();
        target.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        target.put("LC_ALL", "C.UTF-8");
        // Nobody's .curlrc or .my.cnf changes what a command does.
        target.put("HOME", "/nonexistent");
        target.putAll(added);
    }

    public Result run() {
        return run(_ -> {});
    }

    /** Runs it; a command that fails is an exception that carries its last lines. */
    public String require(String remedy) {
        Result result = run();
        if (!result.good()) {
            throw failed(result.output(), remedy);
        }
        return result.output();
    }

    public Result run(Consumer<String> eachLine) {
        return run(Path.of("/"), eachLine);
    }

    public Result run(Path directory, Consumer<String> eachLine) {
        ProcessBuilder builder =
                new ProcessBuilder(arguments).directory(directory.toFile()).redirectErrorStream(true);
        plainEnvironment(builder.environment(), environment);
        try {
            Process process = builder.start();
            List<String> lines = new ArrayList<>();
            Thread reader = Thread.ofVirtual().start(() -> read(process, lines, eachLine));
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // It ended before it read everything: its exit code tells what that means.
            }
            return await(process, reader, lines);
        } catch (IOException e) {
            throw failed(e.toString(), "install what is missing: headroom lab install");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted", "run it again");
        }
    }

    private Result await(Process process, Thread reader, List<String> lines) throws InterruptedException {
        boolean ended = false;
        try {
            ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // Not to be done to one that has ended: it would close its output before that is read.
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
        if (!ended) {
            throw failed("no end after " + timeout.toSeconds() + " s", "see whether the machine is overloaded");
        }
        // A daemon that the command left behind may hold the output open.
        if (!reader.join(OUTPUT_PATIENCE)) {
            process.destroyForcibly();
        }
        synchronized (lines) {
            return new Result(process.exitValue(), String.join("\n", lines));
        }
    }

    private static void read(Process process, List<String> lines, Consumer<String> eachLine) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                eachLine.accept(line);
                synchronized (lines) {
                    lines.add(line);
                    if (lines.size() > REMEMBERED_LINES) {
                        lines.removeFirst();
                    }
                }
            }
        } catch (IOException _) {
            // The process was ended; what it had said is kept.
        }
    }

    private LabException failed(String why, String remedy) {
        return new LabException(arguments.getFirst() + " failed: " + why, String.join(" ", arguments), remedy);
    }
}
