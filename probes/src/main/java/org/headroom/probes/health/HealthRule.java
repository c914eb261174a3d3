package org.headroom.probes.health;

import java.util.List;

/**
 * Judges what was read. Pure: the same health gives the same verdicts.
 *
 * <p>A rule gives one verdict for each thing that it judges, also when all is well, always under the same key. What
 * another rule's verdict already says it does not say again.
 */
@FunctionalInterface
public interface HealthRule {
    /** The verdicts; none when what it judges was not asked. */
    List<Verdict> judge(Health health);
}
