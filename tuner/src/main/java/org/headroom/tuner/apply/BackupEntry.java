package org.headroom.tuner.apply;

import java.util.List;

/**
 * What a host can go back to.
 *
 * @param kind apply or rollback
 * @param state applied, undone (it was rolled back at once), taken back (by a later rollback), interrupted (the next
 *     apply or rollback puts back what was there before it)
 * @param files absolute paths
 */
public record BackupEntry(String id, String kind, String state, String when, List<String> files) {
    public BackupEntry {
        files = List.copyOf(files);
    }
}
