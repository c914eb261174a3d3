package org.headroom.loadgen.gatling;

import io.gatling.app.Gatling$;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import scala.Console;

/** Plays a program in Gatling, inside this JVM. */
public final class GatlingRun {
    private final VisitProgram program;
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    private GatlingRun(VisitProgram program) {
        this.program = program;
    }

    /**
     * Starts.
     *
     * @param scratch a directory that Gatling may write into
     */
    public static GatlingRun start(VisitProgram program, Path scratch) {
        GatlingRun run = new GatlingRun(program);
        Thread.ofPlatform().name("gatling-main").daemon().start(() -> run.play(scratch));
        return run;
    }

    private void play(Path scratch) {
        String[] arguments = {"-s", VisitSimulation.class.getName(), "-rf", scratch.toString(), "-nr"};
        try {
            // Gatling announces its simulations on the console, which belongs to whoever started the run.
            exitCode.complete(Console.withOut(
                    OutputStream.nullOutputStream(),
                    () -> ScopedValue.where(VisitSimulation.PROGRAM, program)
                            .call(() -> Gatling$.MODULE$.fromArgs(arguments))));
        } catch (Throwable e) {
            exitCode.completeExceptionally(e);
        }
    }

    /**
     * Waits for the end.
     *
     * @return whether it has ended
     * @throws IllegalStateException when Gatling could not run
     */
    public boolean await(Duration time) throws InterruptedException {
        try {
            int code = exitCode.get(time.toNanos(), TimeUnit.NANOSECONDS);
            if (code != 0) {
                throw new IllegalStateException("Gatling ended with code " + code);
            }
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Gatling could not run: " + e.getCause(), e.getCause());
        }
    }
}
