package org.headroom.probes.health;

import org.headroom.probes.reading.Sample;

/** What one probe said of one host. */
public record ProbeAnswer(String probe, String host, Sample sample) {}
