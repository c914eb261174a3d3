package org.headroom.probes.hosts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The real helper program, run by the real perl, with sections that only tests have. */
final class RealHelper {
    private static final String BEFORE_RUN = "package Headroom::Run;";

    private RealHelper() {}

    /** What came of a run. */
    record Ran(String out, String err, int exit) {
        HostFacts facts() {
            HelperAnswer answer = new HelperAnswer();
            out.lines().forEach(answer::line);
            return answer.facts();
        }

        long ends() {
            return out.lines().filter("end"::equals).count();
        }
    }

    /** The program with more sections. */
    static String program(String sections) {
        String text = HelperProgram.text();
        int at = text.indexOf(BEFORE_RUN);
        return text.substring(0, at) + "{\npackage main;\n" + sections + "\n}\n" + text.substring(at);
    }

    /** Sends program and orders to {@code perl -}. */
    static Ran sent(String sections, String orders) throws Exception {
        return run(List.of("perl", "-"), program(sections) + "\n__END__\n" + orders);
    }

    /** Sends the same to a program that is installed, as a forced command has it. */
    static Ran installed(Path file, String sections, String orders) throws Exception {
        Files.writeString(file, program(sections));
        return run(List.of("perl", file.toString()), program(sections) + "\n__END__\n" + orders);
    }

    static Ran run(List<String> command, String input) throws Exception {
        Process process = new ProcessBuilder(command).start();
        CompletableFuture<String> err = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> err.complete(all(process.getErrorStream())));
        Thread in = Thread.ofVirtual().start(() -> write(process.getOutputStream(), input));
        String out = all(process.getInputStream());
        in.join();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the helper does not end");
        }
        return new Ran(out, err.join(), process.exitValue());
    }

    private static String all(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void write(OutputStream stream, String text) {
        try (stream) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It has read enough.
        }
    }
}
