package org.headroom.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.lab.process.LabException;
import org.headroom.sync.ShadowSync;
import org.headroom.sync.SyncJob;
import org.headroom.sync.SyncProblem;
import org.headroom.sync.SyncResult;

/** Lets the sync engine fill the lab's shadow: the one place where the two meet. */
final class ShadowFilling {
    private ShadowFilling() {}

    static String fill(Path docroot, Path shadow) {
        ShadowSync sync = new ShadowSync(SyncJob.ofStaticFiles("site1", docroot, shadow));
        refuse(sync.init(), shadow);
        SyncResult result = sync.run();
        if (!result.good()) {
            refuse(result.problems(), shadow);
        }
        return "shadow: " + result.summary();
    }

    private static void refuse(List<SyncProblem> problems, Path shadow) {
        if (!problems.isEmpty()) {
            throw new LabException(
                    problems.stream().map(SyncProblem::what).collect(Collectors.joining("; ")),
                    shadow.toString(),
                    problems.getFirst().remedy());
        }
    }
}
