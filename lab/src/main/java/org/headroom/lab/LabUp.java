package org.headroom.lab;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.headroom.lab.plan.LabTopology;

/**
 * A stack that has come up.
 *
 * @param frontPage of its first site
 * @param address of its first proxy
 * @param caFile what a visitor must trust
 * @param accessLog of the first proxy, as this machine reaches it, while the stack is up
 */
public record LabUp(
        LabTopology topology,
        URI frontPage,
        String address,
        Path caFile,
        Path stackFile,
        Path accessLog,
        Duration took) {}
