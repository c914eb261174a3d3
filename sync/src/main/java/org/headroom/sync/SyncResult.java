package org.headroom.sync;

import java.time.Duration;
import java.util.List;

/**
 * What one pass did, or in a dry run would do.
 *
 * @param files regular files that were copied
 * @param bytes their size
 * @param deleted files and directories that were removed from the shadow
 * @param problems empty when all went well
 */
public record SyncResult(
        long files, long bytes, long deleted, Duration took, boolean dryRun, List<SyncProblem> problems) {

    public SyncResult {
        problems = List.copyOf(problems);
    }

    /** Whether the shadow now is what the master was when the pass began. */
    public boolean good() {
        return problems.stream().allMatch(SyncProblem::harmless);
    }

    /** One line for people. */
    public String summary() {
        String counts = "%d files, %d bytes copied, %d deleted in %d ms%s"
                .formatted(files, bytes, deleted, took.toMillis(), dryRun ? " (dry run: nothing was changed)" : "");
        return problems.isEmpty() ? counts : counts + "; " + problems;
    }
}
