package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.headroom.probes.namespace.StaticFiles;
import org.headroom.sync.SyncJob;
import org.junit.jupiter.api.Test;

/** Modules that must not know each other agree on what a sync takes. */
class StaticFilesTest {
    @Test
    void probesCompareWhatTheSyncCopies() {
        SyncJob job = SyncJob.ofStaticFiles("site", Path.of("/master"), Path.of("/shadow"));
        assertThat(StaticFiles.TYPES).isEqualTo(job.types());
        assertThat(StaticFiles.EXCLUDES).isEqualTo(job.excludes());
    }
}
