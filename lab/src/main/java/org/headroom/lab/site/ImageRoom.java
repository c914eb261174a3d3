package org.headroom.lab.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;
import org.headroom.lab.template.Templates;

/**
 * A throw-away root on top of the lab's image, where scripts run with the image's programs, their own processes and
 * mounts, and without a network. It ends with the script, or with whoever started it, even one that is killed: the kernel
 * takes mounts and processes away. Only what was written into the directories that it was given remains.
 *
 * @param work a directory for the room's own files, which the caller removes
 * @param binds directories of this machine, and where the room sees them
 * @param sharedNetwork whether it has this machine's network instead of none
 */
record ImageRoom(Path image, Path work, Map<Path, String> binds, boolean sharedNetwork) {
    private static final Duration END_PATIENCE = Duration.ofSeconds(20);
    private static final int REMEMBERED_LINES = 200;

    static ImageRoom on(Path image, Path work) {
        return new ImageRoom(image, work, Map.of(), false);
    }

    ImageRoom seeing(Path directory, String at) {
        Map<Path, String> more = new LinkedHashMap<>(binds);
        more.put(directory, at);
        return new ImageRoom(image, work, more, sharedNetwork);
    }

    ImageRoom withThisNetwork() {
        return new ImageRoom(image, work, binds, true);
    }

    /**
     * Starts a script, whose standard input has the lines. The room lives until the script ends or the process's standard
     * input is closed; standard error goes to its output.
     */
    Process start(String scriptInside, List<String> lines) throws IOException {
        Files.createDirectories(work);
        Path starter = work.resolve("room.sh");
        Files.writeString(starter, Templates.source("wordpress/room.sh"));
        ProcessBuilder builder = new ProcessBuilder("bash", starter.toString(), scriptInside).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("LAB_IMAGE", image.toString());
        environment.put("LAB_ROOM", work.toString());
        environment.put("LAB_ROOM_NETWORK", sharedNetwork ? "shared" : "none");
        environment.put(
                "LAB_BINDS",
                binds.entrySet().stream()
                        .map(bind -> bind.getKey() + "=" + bind.getValue())
                        .collect(Collectors.joining("\n")));
        Process process = builder.start();
        OutputStream input = process.getOutputStream();
        // The empty line says that there is no more; the stream stays open for as long as the room is wanted.
        String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining()) + "\n";
        input.write(text.getBytes(StandardCharsets.UTF_8));
        input.flush();
        return process;
    }

    /** Runs a script to its end. */
    Command.Result run(String scriptInside, List<String> lines, Duration limit, Consumer<String> eachLine)
            throws IOException {
        Process process = start(scriptInside, lines);
        List<String> said = new ArrayList<>();
        Thread reader = Thread.ofVirtual().start(() -> read(process, said, eachLine));
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                throw new LabException(
                        "no end after " + limit.toSeconds() + " s",
                        scriptInside + " on " + image,
                        "see whether the machine is overloaded");
            }
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", scriptInside + " on " + image, "run it again", e);
        } finally {
            end(process);
        }
        synchronized (said) {
            return new Command.Result(process.exitValue(), String.join("\n", said));
        }
    }

    /** Ends a room that was started, whatever runs in it. */
    static void end(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // It has ended and taken the other end of its input with it.
        }
        try {
            if (!process.waitFor(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            // Its input is closed, so it ends by itself.
            Thread.currentThread().interrupt();
        }
    }

    private static void read(Process process, List<String> said, Consumer<String> eachLine) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                eachLine.accept(line);
                synchronized (said) {
                    said.add(line);
                    if (said.size() > REMEMBERED_LINES) {
                        said.removeFirst();
                    }
                }
            }
        } catch (IOException _) {
            // It was ended; what it had said is kept.
        }
    }
}
